// Accepted connections that read into one buffer: what comes is what was sent, and their ends are told.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { readingIntoOne } from '#core/one-buffer.ts'

const server = createServer()
const clients: Socket[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
  server.close()
})

/** Connects `count` clients; each with the socket that was made of what the server accepted. */
async function pairs(count: number): Promise<{ client: Socket; accepted: Socket; socket: Socket }[]> {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening')
  const made = []
  for (let i = 0; i < count; i++) {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    clients.push(client)
    const [accepted] = (await once(server, 'connection')) as [Socket]
    made.push({ client, accepted, socket: readingIntoOne(accepted) })
  }
  return made
}

test('what several send at once comes whole to each, in one memory, and answers go back', async () => {
  const memories = new Set<ArrayBufferLike>()
  const made = await pairs(3)
  const arrivals = made.map(async ({ client, socket }, i) => {
    const sent = Buffer.alloc(3_000_000, i + 1)
    const came: Buffer[] = []
    socket.on('data', (bytes: Buffer) => {
      memories.add(bytes.buffer)
      came.push(Buffer.from(bytes))
    })
    client.end(sent)
    await once(socket, 'end')
    return Buffer.concat(came).equals(sent)
  })
  expect(await Promise.all(arrivals)).toEqual([true, true, true])
  expect(memories.size).toBe(1)
})

test('it writes, knows its peer, and its close is told to both; the server counts it no more', async () => {
  const [pair] = await pairs(1)
  const { client, socket } = pair as NonNullable<typeof pair>
  socket.on('data', () => {})
  socket.write('hello')
  const [answer] = (await once(client, 'data')) as [Buffer]
  expect(answer.toString()).toBe('hello')
  expect(socket.remotePort).toBe(client.localPort)
  const bothClosed = Promise.all([once(client, 'close'), once(socket, 'close')])
  socket.destroy()
  await bothClosed
  expect(await new Promise(resolve => server.getConnections((_, count) => resolve(count)))).toBe(0)
})

test('a connection that is closed already stays as it is', async () => {
  const [pair] = await pairs(1)
  const { accepted } = pair as NonNullable<typeof pair>
  expect(readingIntoOne(accepted)).toBe(accepted)
})
