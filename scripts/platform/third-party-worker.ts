// A thread with one node-media-server in it: its modules are single per thread, and its process.exit ends only the thread.
import type { AddressInfo, Server } from 'node:net'
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

type MediaServer = {
  run(): Promise<void>
  rtmpServer: { tcpServer: Server }
  httpServer: { httpServer: Server }
}

const MediaServer = createRequire(import.meta.url)('node-media-server') as new (config: object) => MediaServer

const { folder } = workerData as { folder: string }
const server = new MediaServer({
  bind: '127.0.0.1',
  rtmp: { port: '0' }, // as text: it takes the number 0 for "off"
  http: { port: '0' },
  webadmin: { enable: false },
  store: { path: folder },
  record: { path: folder, auto: false },
  notify: { url: '' },
  auth: {},
})
await server.run()
const [rtmpPort, httpPort] = await Promise.all([
  portOf(server.rtmpServer.tcpServer),
  portOf(server.httpServer.httpServer),
])
parentPort?.postMessage({ rtmpPort, httpPort })

async function portOf(listener: Server): Promise<number> {
  if (!listener.listening) await new Promise(resolve => listener.once('listening', resolve))
  return (listener.address() as AddressInfo).port
}
