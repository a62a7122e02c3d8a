// Says five sentences of a script and is killed while it says the sixth.
import { positionFile } from '../../../avatar/script/position.ts'
import { readScript } from '../../../avatar/script/schema.ts'
import { ScriptWalk } from '../../../avatar/script/walk.ts'

const [path = '', script = ''] = process.argv.slice(2)
const walk = new ScriptWalk(readScript(JSON.parse(script)), positionFile(path))
for (let i = 0; i < 5; i++) for (const line of walk.upcoming(1)) walk.said(line)
process.kill(process.pid, 'SIGKILL')
