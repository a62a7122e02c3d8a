// The door to a live preview, for pages: a host before its set on a canvas, breathing, blinking, its lips moving with a sound.
import { HostDrawing } from '../host/drawing.ts'
import { type Loop, type LoopName, loopOf } from '../idle/loops.ts'
import type { Manner } from '../idle/manners.ts'
import { type Mouth, restingMouth } from '../mouth.ts'
import type { SetPlan } from '../sets/plan.ts'
import { SetPainter } from './set-painter.ts'

export type PreviewPlan = {
  /** It is given the size of its own attributes. */
  readonly canvas: HTMLCanvasElement
  /** A processor draws, not a graphics card: fewer samples will do. */
  readonly isSlow: boolean
  /** Where the VRM is fetched from. */
  readonly host: string
  readonly manner: Manner
  /** What the mouth does at this moment; null where nothing is said. */
  readonly mouthNow: () => Mouth | null
  /** The browser took the drawing away, as it does when it runs short. */
  readonly onLost: () => void
}

const pictureRateFps = 25
const restful: readonly LoopName[] = ['idle-short', 'idle-middle', 'glance', 'idle-long', 'idle-middle']
const speaking: readonly LoopName[] = ['nod', 'idle-short', 'tilt', 'turn', 'nod', 'idle-middle']
/** A page goes on answering while its processor draws: so much of the time is left to everything else, beside what a picture took. */
const restShare = 1
const slowRestShare = 3

export class LivePreview {
  readonly #plan: PreviewPlan
  readonly #drawing: HostDrawing
  readonly #pen: CanvasRenderingContext2D
  readonly #painter: SetPainter
  #backdrop: OffscreenCanvas | undefined
  #loop: Loop
  #loopBeganMs = 0
  #turn = 0
  #lastMs = 0
  #dueMs = 0
  #frame = 0
  #isClosed = false

  private constructor(plan: PreviewPlan, drawing: HostDrawing) {
    this.#plan = plan
    this.#drawing = drawing
    this.#pen = plan.canvas.getContext('2d') as CanvasRenderingContext2D
    this.#painter = new SetPainter(backdrop => (this.#backdrop = backdrop))
    this.#loop = loopOf('idle-short', plan.manner, pictureRateFps)
    drawing.canvas.addEventListener('webglcontextlost', () => {
      if (!this.#isClosed) plan.onLost()
    })
    this.#picture(performance.now())
    this.resume()
  }

  /** Throws where the file cannot be fetched or drawn, or the browser gives no WebGL. */
  static async open(plan: PreviewPlan): Promise<LivePreview> {
    const { width: widthPx, height: heightPx } = plan.canvas
    const smooth = !plan.isSlow
    const dress = { host: plan.host, framing: 'portrait', widthPx, heightPx, smooth } as const
    const drawing = await HostDrawing.open(dress)
    await drawing.renderer.compileAsync(drawing.scene, drawing.camera) // else the page stands still meanwhile
    return new LivePreview(plan, drawing)
  }

  /** Has a set drawn behind the host, which goes on living meanwhile. */
  stand(set: SetPlan): void {
    const { canvas, isSlow } = this.#plan
    const share = isSlow ? 0.5 : 1
    const size = { widthPx: Math.round(canvas.width * share), heightPx: Math.round(canvas.height * share) }
    this.#painter.want({ set, size, samples: isSlow ? 3 : 16 })
  }

  /** Draws no more until `resume`: for a page that nobody sees. */
  pause(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  resume(): void {
    if (this.#isClosed || this.#frame !== 0) return
    this.#frame = requestAnimationFrame(nowMs => this.#tick(nowMs))
  }

  #tick(nowMs: number): void {
    this.#frame = requestAnimationFrame(next => this.#tick(next))
    if (nowMs < this.#dueMs) return
    const beganMs = performance.now()
    this.#picture(nowMs)
    const tookMs = performance.now() - beganMs
    this.#dueMs =
      nowMs +
      Math.max(1_000 / pictureRateFps - 4, tookMs * (1 + (this.#plan.isSlow ? slowRestShare : restShare)))
  }

  #picture(nowMs: number): void {
    const mouth = this.#plan.mouthNow()
    this.#chooseLoop(nowMs, mouth !== null)
    const at = ((nowMs - this.#loopBeganMs) * pictureRateFps) / 1_000
    const pose = { ...this.#loop.poseAt(at), mouth: mouth ?? restingMouth }
    this.#drawing.pose(pose, this.#lastMs === 0 ? 0 : nowMs - this.#lastMs)
    this.#lastMs = nowMs
    this.#drawing.draw()
    const { width, height } = this.#plan.canvas
    if (this.#backdrop === undefined) this.#pen.clearRect(0, 0, width, height)
    else this.#pen.drawImage(this.#backdrop, 0, 0, width, height)
    this.#pen.drawImage(this.#drawing.canvas, 0, 0, width, height)
  }

  /** Each loop ends as any other begins. */
  #chooseLoop(nowMs: number, isSpeaking: boolean): void {
    const lastsMs = (this.#loop.pictures * 1_000) / pictureRateFps
    if (this.#loopBeganMs !== 0 && nowMs - this.#loopBeganMs < lastsMs) return
    const names = isSpeaking ? speaking : restful
    this.#loop = loopOf(names[this.#turn % names.length] ?? 'idle-short', this.#plan.manner, pictureRateFps)
    this.#turn += 1
    this.#loopBeganMs = nowMs
  }

  close(): void {
    this.#isClosed = true
    this.pause()
    this.#painter.close()
    this.#drawing.close()
  }
}
