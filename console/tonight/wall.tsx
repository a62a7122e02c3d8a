// Not built yet.
import { defineComponent } from 'vue'

export default defineComponent(() => () => <h1>tonight/wall</h1>)
