// One live picture: mpegts.js on a WebSocket, given a new ticket each time it must begin again. Knows no words and no page.
import type Module from 'mpegts.js'
import { ticketedAddress } from './ask.ts'

type Mpegts = typeof Module.default

export type PlayerState =
  /** Nobody expects a picture, or nobody can see the page. */
  | { readonly at: 'idle' }
  | { readonly at: 'connecting' }
  | { readonly at: 'playing' }
  | { readonly at: 'waiting'; readonly againInS: number }
  /** This browser cannot play it. */
  | { readonly at: 'cannot' }

const firstWaitMs = 1_000
const longestWaitMs = 10_000
/** A picture that has not moved for so long is fetched anew. */
const stuckMs = 6_000
/** Within this time a socket is open, or has failed. */
const openWithinMs = 5_000
/** At a cut the browser may find a hole among the pictures and play only the sound: so long a stand is one. */
const heldMs = 400
/** Playing further behind than this is not live any more. */
const farBehindS = 4

let loading: Promise<Mpegts> | undefined
/** As the package's types have it, its default is within its default; built, it is the one outside. */
const library = () =>
  (loading ??= import('mpegts.js').then(({ default: mpegts }) => mpegts as unknown as Mpegts))

export class LivePlayer {
  readonly #path: string
  readonly #video: HTMLVideoElement
  readonly #hear: (state: PlayerState) => void
  #player: Module.default.Player | undefined
  /** Given up before anything came of it. */
  #leaving: Module.default.Player | undefined
  #hasBegun = false
  #isExpected = false
  #isOld = false
  #isOpening = false
  #waitMs = firstWaitMs
  #againAtMs = 0
  #movedAtMs = 0
  #timeSeen = -1
  #framesSeen = -1
  #shownAtMs = 0

  /** `path` as control serves it, without a first slash: `preview/evening.flv`. */
  constructor(path: string, video: HTMLVideoElement, hear: (state: PlayerState) => void) {
    this.#path = path
    this.#video = video
    this.#hear = hear
    video.muted = true
    video.playsInline = true
    video.disablePictureInPicture = true
    video.addEventListener('timeupdate', () => this.#leapHole(performance.now()))
  }

  /** Once a second: begins, notices what stands still, gives up what nobody expects or sees. */
  look({ isExpected, isOld }: { isExpected: boolean; isOld: boolean }): void {
    this.#isExpected = isExpected
    if (this.#isOld && !isOld) this.#forgive()
    this.#isOld = isOld
    const nowMs = performance.now()
    if (!isExpected || document.hidden) {
      this.#drop()
      this.#forgive()
      return this.#hear({ at: 'idle' })
    }
    if (this.#player !== undefined) this.#checkMoving(nowMs)
    if (this.#player !== undefined || this.#isOpening || this.#leaving !== undefined) return
    if (isOld) return this.#hear({ at: 'idle' })
    if (nowMs < this.#againAtMs)
      return this.#hear({ at: 'waiting', againInS: Math.ceil((this.#againAtMs - nowMs) / 1000) })
    void this.#open()
  }

  #forgive(): void {
    this.#waitMs = firstWaitMs
    this.#againAtMs = 0
  }

  async #open(): Promise<void> {
    this.#isOpening = true
    this.#hear({ at: 'connecting' })
    try {
      const mpegts = await library()
      if (!mpegts.isSupported()) return this.#hear({ at: 'cannot' })
      const url = await ticketedAddress(this.#path)
      if (!this.#isExpected) return
      this.#begin(mpegts, url)
    } catch {
      this.#lost() // no ticket: control is away, or says no; asked again later
    } finally {
      this.#isOpening = false
    }
  }

  #begin(mpegts: Mpegts, url: string): void {
    const player = mpegts.createPlayer(
      { type: 'flv', isLive: true, url },
      {
        enableStashBuffer: false,
        liveSync: true,
        liveSyncMaxLatency: 1.4,
        liveSyncTargetLatency: 0.6,
        autoCleanupSourceBuffer: true,
      },
    )
    this.#player = player
    this.#movedAtMs = performance.now()
    this.#timeSeen = this.#framesSeen = -1
    this.#hasBegun = false
    const lost = () => {
      this.#begun(player)
      if (this.#player === player) this.#lost()
    }
    player.on(mpegts.Events.MEDIA_INFO, () => this.#begun(player))
    player.on(mpegts.Events.ERROR, lost)
    player.on(mpegts.Events.LOADING_COMPLETE, lost)
    player.attachMediaElement(this.#video)
    player.load()
    void Promise.resolve(player.play()).catch(() => {}) // not yet: it plays when data come
  }

  #checkMoving(nowMs: number): void {
    const video = this.#video
    this.#leapHole(nowMs)
    if (video.currentTime !== this.#timeSeen) {
      this.#timeSeen = video.currentTime
      this.#movedAtMs = nowMs
      if (video.currentTime > 0) {
        this.#hear({ at: 'playing' })
        this.#waitMs = firstWaitMs
      }
      const end = video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0
      if (end - video.currentTime > farBehindS) video.currentTime = end - 0.5
    } else if (nowMs - this.#movedAtMs > stuckMs) this.#lost()
    if (video.paused) video.play().catch(() => {}) // not yet: it plays when data come
  }

  /** Pictures that follow a hole are shown only once somebody goes there. */
  #leapHole(nowMs: number): void {
    const { buffered, currentTime } = this.#video
    const frames = this.#video.getVideoPlaybackQuality().totalVideoFrames
    if (frames !== this.#framesSeen || buffered.length < 2) {
      this.#framesSeen = frames
      this.#shownAtMs = nowMs
    } else if (nowMs - this.#shownAtMs > heldMs) {
      const last = buffered.length - 1
      const nearEnd = Math.max(buffered.start(last), buffered.end(last) - 0.5)
      this.#video.currentTime = Math.max(currentTime + 0.05, nearEnd)
      this.#shownAtMs = nowMs + 1_000 // what it takes to go there
    }
  }

  #lost(): void {
    this.#drop()
    this.#againAtMs = performance.now() + this.#waitMs
    this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs)
  }

  #drop(): void {
    const player = this.#player
    this.#player = undefined
    if (player === undefined) return
    if (this.#hasBegun) return player.destroy()
    // The library throws at a socket that is closed while it opens: it is let open, then closed.
    this.#leaving = player
    setTimeout(() => this.#leave(player), openWithinMs)
  }

  #leave(player: Module.default.Player): void {
    if (this.#leaving !== player) return
    this.#leaving = undefined
    player.destroy()
  }

  /** Something came, or nothing ever will. */
  #begun(player: Module.default.Player): void {
    if (this.#player === player) this.#hasBegun = true
    setTimeout(() => this.#leave(player)) // not amid the library's own work
  }

  close(): void {
    this.#isExpected = false
    this.#drop()
  }
}
