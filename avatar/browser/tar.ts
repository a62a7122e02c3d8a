// Reads a tar archive in memory: plain files only, which is all that the browser's archives hold.

export type TarEntry = { readonly name: string; readonly body: Buffer }

const blockBytes = 512

/** The plain files of an archive (POSIX ustar: name at 0, size in octal at 124, kind at 156). Links and folders are passed over. */
export function* readTar(tar: Buffer): Generator<TarEntry> {
  let at = 0
  while (at + blockBytes <= tar.length) {
    const name = textAt(tar, at, 100)
    if (name === '') return
    const bytes = Number.parseInt(textAt(tar, at + 124, 12), 8) || 0
    const kind = textAt(tar, at + 156, 1)
    const from = at + blockBytes
    if (kind === '0' || kind === '') yield { name, body: tar.subarray(from, from + bytes) }
    at = from + Math.ceil(bytes / blockBytes) * blockBytes
  }
}

function textAt(tar: Buffer, from: number, bytes: number): string {
  const field = tar.toString('utf8', from, from + bytes)
  const end = field.indexOf('\0')
  return (end < 0 ? field : field.slice(0, end)).trim()
}
