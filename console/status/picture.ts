// One live picture: a player on a WebSocket, given a new ticket each time it must begin again.
import type Module from 'mpegts.js'
import { ticketedAddress } from './api.ts'
import { el, type Part, show, text } from './dom.ts'
import type { Words } from './language.ts'

declare const mpegts: typeof Module.default | undefined

export type PictureFacts = {
  readonly title: string
  readonly tag: string
  readonly caption: string
  /** Whether there is something to fetch: without it nobody is asked. */
  readonly isExpected: boolean
  /** Control does not answer: what plays goes on playing, but nothing new is to be had. */
  readonly isOld: boolean
}

const firstWaitMs = 1_000
const longestWaitMs = 10_000
/** A picture that has not moved for so long is fetched anew. */
const stuckMs = 6_000
/** At a cut the browser may find a hole among the pictures and play only the sound: so long a stand is one. */
const heldMs = 400
/** Playing further behind than this is not live any more. */
const farBehindS = 4

export class Picture implements Part<PictureFacts> {
  readonly node: HTMLElement
  readonly #path: string
  readonly #words: Words
  readonly #video = el('video')
  readonly #notice = el('p.notice')
  readonly #title = el('span.title')
  readonly #tag = el('span.tag')
  readonly #caption = el('span.caption')
  #player: Module.default.Player | undefined
  #isExpected = false
  #isOld = false
  #isOpening = false
  #waitMs = firstWaitMs
  #againAtMs = 0
  #movedAtMs = 0
  #timeSeen = -1
  #framesSeen = -1
  #shownAtMs = 0

  constructor(path: string, words: Words) {
    this.#path = path
    this.#words = words
    this.#video.muted = true
    this.#video.playsInline = true
    this.#video.disablePictureInPicture = true
    this.#video.setAttribute('aria-hidden', 'true')
    this.#video.addEventListener('timeupdate', () => this.#leapHole(performance.now()))
    this.node = el(
      'figure.picture',
      el('div.screen', this.#video, this.#notice),
      el('figcaption', this.#title, this.#tag, this.#caption),
    )
  }

  update(facts: PictureFacts): void {
    text(this.#title, facts.title)
    text(this.#tag, facts.tag)
    show(this.#tag, facts.tag !== '')
    text(this.#caption, facts.caption)
    this.#isExpected = facts.isExpected
    if (this.#isOld && !facts.isOld) this.#forgive()
    this.#isOld = facts.isOld
    this.#look()
  }

  /** Once a second: begins, notices what stands still, gives up what nobody expects or sees. */
  #look(): void {
    const nowMs = performance.now()
    if (mpegts === undefined || !mpegts.isSupported()) return this.#say(this.#words.picture.cannot)
    if (!this.#isExpected || document.hidden) {
      this.#drop()
      this.#forgive()
      return this.#say(this.#words.picture.none)
    }
    if (this.#player !== undefined) this.#checkMoving(nowMs)
    if (this.#player !== undefined || this.#isOpening) return
    if (this.#isOld) return this.#say(this.#words.picture.none)
    if (nowMs < this.#againAtMs)
      return this.#say(this.#words.picture.again(Math.ceil((this.#againAtMs - nowMs) / 1000)))
    void this.#open(mpegts)
  }

  #forgive(): void {
    this.#waitMs = firstWaitMs
    this.#againAtMs = 0
  }

  async #open(library: typeof Module.default): Promise<void> {
    this.#isOpening = true
    this.#say(this.#words.picture.connecting)
    try {
      const url = await ticketedAddress(this.#path)
      if (!this.#isExpected) return
      const player = library.createPlayer(
        { type: 'flv', isLive: true, url },
        {
          enableStashBuffer: false,
          liveSync: true,
          liveSyncMaxLatency: 2,
          liveSyncTargetLatency: 0.8,
          autoCleanupSourceBuffer: true,
        },
      )
      this.#player = player
      this.#movedAtMs = performance.now()
      this.#timeSeen = this.#framesSeen = -1
      player.on(library.Events.ERROR, () => this.#lost())
      player.on(library.Events.LOADING_COMPLETE, () => this.#lost())
      player.attachMediaElement(this.#video)
      player.load()
      void Promise.resolve(player.play()).catch(() => {}) // not yet: it plays when data come
    } catch {
      this.#lost() // no ticket: control is away, or says no; asked again later
    } finally {
      this.#isOpening = false
    }
  }

  #checkMoving(nowMs: number): void {
    const video = this.#video
    this.#leapHole(nowMs)
    if (video.currentTime !== this.#timeSeen) {
      this.#timeSeen = video.currentTime
      this.#movedAtMs = nowMs
      if (video.currentTime > 0) {
        this.#say('')
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
    player?.destroy()
  }

  #say(sentence: string): void {
    text(this.#notice, sentence)
    show(this.#notice, sentence !== '')
  }

  close(): void {
    this.#isExpected = false
    this.#drop()
  }
}
