// The desk's hall: signs in, watches, shows. Nothing here can take anything off air by itself.
import { createApp } from 'vue'
import { Desk } from './shell/desk.tsx'
import './styles/base.css'
import './styles/kit.css'

createApp(Desk).mount('#desk')
