// Not built yet.
import { defineComponent } from 'vue'

export default defineComponent(() => () => <h1>drills/page</h1>)
