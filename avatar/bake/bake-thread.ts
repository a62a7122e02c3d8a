// The thread that unpacks what the page drew and packs what is kept: seventy milliseconds a picture that would hold up who sends.
import { parentPort } from 'node:worker_threads'
import { messageOf } from '#core/failure.ts'
import type { MouthSpots } from '#stage'
import { type HotFrame, hotFrame } from './hot-frame.ts'
import { cutPicture, type DrawnSize, packRecord, unpackRecord } from './picture-record.ts'

export type Chore =
  | {
      readonly kind: 'cook'
      readonly drawn: Uint8Array
      readonly size: DrawnSize
      readonly spots: MouthSpots
    }
  | { readonly kind: 'thaw'; readonly record: Uint8Array; readonly spots: MouthSpots }

export type Done = { readonly hot: HotFrame; readonly record: Uint8Array; readonly seamPixels: number }

export type ChoreMessage = { readonly id: number; readonly chore: Chore }
export type DoneMessage = { readonly id: number } & ({ readonly done: Done } | { readonly why: string })

const port = parentPort

port?.on('message', ({ id, chore }: ChoreMessage) => {
  try {
    const done = doChore(chore)
    port.postMessage({ id, done } satisfies DoneMessage, [done.hot.bytes.buffer as ArrayBuffer])
  } catch (error) {
    port.postMessage({ id, why: messageOf(error) } satisfies DoneMessage)
  }
})

function doChore(chore: Chore): Done {
  if (chore.kind === 'thaw') {
    const cut = unpackRecord(bufferOf(chore.record), chore.spots)
    return { hot: hotFrame(cut, chore.spots), record: new Uint8Array(0), seamPixels: 0 }
  }
  const { seamPixels, ...cut } = cutPicture(bufferOf(chore.drawn), chore.size, chore.spots)
  return { hot: hotFrame(cut, chore.spots), record: packRecord(cut), seamPixels }
}

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength)
