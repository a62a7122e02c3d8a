// Stands by a drill in a session of its own: when the drill is gone without having ended its instance, ends it.
import { endInstance } from './leftovers.ts'

const [folder = ''] = process.argv.slice(2)
for (const name of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(name, () => {})
let said = ''
process.stdin
  .setEncoding('utf8')
  .on('data', text => (said = (said + text).slice(-64)))
  .on('error', () => void over())
  .on('end', () => void over())

async function over(): Promise<void> {
  if (!said.includes('ended')) await endInstance(folder)
  process.exit(0)
}
