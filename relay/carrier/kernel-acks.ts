// Bytes of a TCP connection that the far end's kernel has not acknowledged yet, read from /proc/net/tcp.
import { closeSync, openSync, readSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { WindowReading } from '../leg/window-edge.ts'

/** One reading of the kernel's table for all connections of this process; cheap to make, good for one tick. */
export type KernelTable = {
  /** Undefined where the kernel does not tell, or no longer knows the connection. */
  look(connection: ConnectionKey): KernelView | undefined
  /** What the far end's receive window was when it was last read; undefined when it never was. */
  window(connection: ConnectionKey): WindowReading | undefined
  /** Has the window read again. */
  askWindow(connection: ConnectionKey): void
}

export type KernelView = {
  /** Bytes written to the kernel and not acknowledged, sent or not. */
  readonly unackedBytes: number
  /** The far end has closed its receive window: its program has not read for as long as its buffers took to fill. */
  readonly isWindowClosed: boolean
}

/** A connection as /proc/net/tcp writes it: `0100007F:0016 0100007F:8D2C`. */
export type ConnectionKey = {
  readonly family: 'IPv4' | 'IPv6'
  readonly text: string
  readonly localPort: number
  /** The same as `ss` writes it: `127.0.0.1:22 [::1]:36140`. */
  readonly plainText: string
}

/** Undefined before the socket is connected. */
export function connectionKey(socket: Socket): ConnectionKey | undefined {
  const { localAddress, localPort, remoteAddress, remotePort, remoteFamily } = socket
  if (
    localAddress === undefined ||
    localPort === undefined ||
    remoteAddress === undefined ||
    remotePort === undefined
  )
    return undefined
  const family = remoteFamily === 'IPv6' ? 'IPv6' : 'IPv4'
  const end = (address: string, port: number) =>
    `${hexAddress(address, family)}:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const text = `${end(localAddress, localPort)} ${end(remoteAddress, remotePort)}`
  const plain = (address: string, port: number) =>
    `${address.includes(':') ? `[${address}]` : address}:${port}`
  const plainText = `${plain(localAddress, localPort)} ${plain(remoteAddress, remotePort)}`
  return { family, text, localPort, plainText }
}

/** The kernel prints addresses as 32-bit words of the machine's own order (proc(5)); ours are little-endian. */
function hexAddress(address: string, family: 'IPv4' | 'IPv6'): string {
  const bytes = family === 'IPv4' ? address.split('.').map(Number) : ipv6Bytes(address)
  let text = ''
  for (let word = 0; word < bytes.length; word += 4) {
    for (let i = 3; i >= 0; i--) text += (bytes[word + i] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  }
  return text
}

function ipv6Bytes(address: string): number[] {
  const plain = address.replace(/%.*$/, '')
  const mapped = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain)
  const hex = (a: string | undefined, b: string | undefined) => ((Number(a) << 8) | Number(b)).toString(16)
  const whole =
    mapped === null ? plain : `${mapped[1]}${hex(mapped[2], mapped[3])}:${hex(mapped[4], mapped[5])}`
  const [left = '', right] = whole.split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  const middle = right === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => '0')
  return [...head, ...middle, ...tail].flatMap(group => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 255]
  })
}

const buffer = Buffer.allocUnsafe(262_144)

/** Reads the tables lazily: IPv6's only when somebody asks for it. */
export function readKernelTable(windows: Pick<KernelTable, 'window' | 'askWindow'>): KernelTable {
  const texts: Partial<Record<ConnectionKey['family'], string>> = {}
  return {
    window: connection => windows.window(connection),
    askWindow: connection => windows.askWindow(connection),
    look: ({ family, text }) => {
      texts[family] ??= readWhole(family === 'IPv4' ? '/proc/net/tcp' : '/proc/net/tcp6')
      const table = texts[family]
      const at = table.indexOf(text)
      if (at < 0) return undefined
      // After the addresses: " ST TX_QUEUE:RX_QUEUE TR:TM", hexadecimal; timer 4 is the zero-window probe.
      const from = at + text.length + 4
      const unackedBytes = Number.parseInt(table.slice(from, from + 8), 16)
      return Number.isNaN(unackedBytes)
        ? undefined
        : { unackedBytes, isWindowClosed: table.slice(from + 18, from + 20) === '04' }
    },
  }
}

function readWhole(path: string): string {
  try {
    const file = openSync(path, 'r')
    try {
      let text = ''
      for (;;) {
        const bytes = readSync(file, buffer, 0, buffer.length, null)
        if (bytes === 0) return text
        text += buffer.toString('latin1', 0, bytes)
        if (text.length > 16_777_216) return text
      }
    } finally {
      closeSync(file)
    }
  } catch {
    return '' // not Linux: other proofs must do
  }
}
