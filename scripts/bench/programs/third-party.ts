// A node-media-server in a process of its own, so that it can be frozen whole: prints its port, ends with its input.
import { ThirdParty } from '../../platform/third-party.ts'

const server = new ThirdParty()
await server.start()
process.stdout.write(`${JSON.stringify({ port: server.ports?.rtmpPort })}\n`)
process.stdin.resume().on('end', () => void server.close().then(() => process.exit(0)))
