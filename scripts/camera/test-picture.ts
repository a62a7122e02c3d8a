// The moving test picture: a lamp that burns, the time of day, and lights whose pace shows every stutter.
import type { Artwork } from './artwork.ts'
import { Canvas, type Colour, type Mask, spot } from './canvas.ts'
import { type GlyphSheet, glyphSheets } from './glyphs.ts'
import { caption, clock, flame, lamp, picture, track } from './layout.ts'

export type Moment = {
  /** Counts up from 0, one per frame. */
  readonly frame: number
  /** Wall clock, milliseconds since 1970. */
  readonly wallMs: number
}

const warmWhite: Colour = { r: 250, g: 238, b: 214 }
const muted: Colour = { r: 164, g: 150, b: 128 }
const amber: Colour = { r: 255, g: 150, b: 54 }
const gold: Colour = { r: 255, g: 214, b: 140 }

const tailDots = 26
const sparks = 7
const sparkLifeSeconds = 3.5
const trackSeconds = 4

export class TestPicture {
  readonly #artwork: Artwork
  readonly #camera: string
  readonly #still = new Canvas(picture.widthPx, picture.heightPx)
  readonly #canvas = new Canvas(picture.widthPx, picture.heightPx)
  readonly #halo = spot(680, 600, 3)
  readonly #dot = spot(15, 15)
  readonly #bar = spot(96, 11)
  readonly #spark = spot(7, 7)

  constructor(artwork: Artwork, camera: string) {
    this.#artwork = artwork
    this.#camera = camera
    this.#still.paint(artwork.backdrop)
  }

  /** The frame at a moment, as yuv420p. The buffer is used again for the next one. */
  draw({ frame, wallMs }: Moment): Buffer {
    const seconds = frame / picture.frameRateFps
    this.#canvas.copyFrom(this.#still)
    this.#drawLamp(seconds)
    this.#drawRing(wallMs)
    this.#drawTrack(seconds)
    this.#write(timeOf(wallMs), 'clock', { ...clock, colour: warmWhite })
    this.#write(`${this.#camera} · ${String(frame).padStart(6, '0')}`, 'caption', {
      ...caption,
      colour: muted,
    })
    return this.#canvas.bytes
  }

  #drawLamp(seconds: number): void {
    const breath = 0.5 + 0.5 * Math.sin((seconds * 2 * Math.PI) / 5)
    const flicker =
      Math.sin(seconds * 7.1) * 0.4 + Math.sin(seconds * 11.7 + 1) * 0.35 + Math.sin(seconds * 17.3) * 0.25
    const strength = 0.17 + 0.1 * breath + 0.02 * flicker
    const halo = this.#halo
    const top = lamp.yPx - 40 - halo.heightPx / 2
    this.#canvas.addLight(halo, lamp.xPx - halo.widthPx / 2, top, { colour: amber, strength })
    const lean = 5 * Math.sin(seconds * 1.3) + 3 * Math.sin(seconds * 2.9 + 2)
    this.#canvas.addSwaying(this.#artwork.flame, flame, {
      xPx: lamp.xPx - flame.widthPx / 2,
      yPx: lamp.yPx - flame.abovePx,
      strength: 0.86 + 0.05 * flicker,
      shiftPx: row => {
        const height = Math.max(0, 1 - row / 190)
        return height * height * (lean + 2.5 * Math.sin(seconds * 9 - row / 26))
      },
    })
    this.#drawSparks(seconds)
  }

  #drawSparks(seconds: number): void {
    for (let i = 0; i < sparks; i++) {
      const age = (seconds / sparkLifeSeconds + i / sparks) % 1
      const round = Math.floor(seconds / sparkLifeSeconds + i / sparks)
      const drift = Math.sin(round * 12.9898 + i * 78.233) * 60
      const x = lamp.xPx + drift * age + 6 * Math.sin(seconds * 3 + i * 2)
      const y = lamp.yPx - 118 - 180 * age
      this.#canvas.addLight(this.#spark, x, y, { colour: gold, strength: 0.75 * (1 - age) ** 1.6 })
    }
  }

  #drawRing(wallMs: number): void {
    const turn = ((wallMs % 60_000) / 60_000) * 2 * Math.PI
    for (let i = 0; i < tailDots; i++) {
      const angle = turn - i * 0.017
      const x = lamp.xPx + Math.sin(angle) * lamp.ringPx
      const y = lamp.yPx - Math.cos(angle) * lamp.ringPx
      const strength = 0.95 * (1 - i / tailDots) ** 2.4
      this.#canvas.addLight(this.#dot, x - 7.5, y - 7.5, { colour: gold, strength })
    }
  }

  #drawTrack(seconds: number): void {
    const swing = 1 - Math.abs(((seconds / trackSeconds) % 2) - 1)
    const x = track.xPx + swing * (track.widthPx - this.#bar.widthPx)
    this.#canvas.addLight(this.#bar, x, track.yPx - 0.5, { colour: gold, strength: 0.9 })
  }

  #write(text: string, name: 'clock' | 'caption', at: { xPx: number; yPx: number; colour: Colour }): void {
    const sheet: GlyphSheet = glyphSheets[name]
    const mask: Mask = this.#artwork[name]
    let xPx = at.xPx
    for (const letter of text) {
      const index = sheet.letters.indexOf(letter)
      const widthPx = sheet.narrow[letter] ?? sheet.widthPx
      const inset = Math.floor((sheet.widthPx - widthPx) / 2)
      if (index >= 0)
        this.#canvas.lay(
          mask,
          { xPx: index * sheet.widthPx + inset, widthPx },
          { xPx, yPx: at.yPx },
          at.colour,
        )
      xPx += widthPx
    }
  }
}

function timeOf(wallMs: number): string {
  const date = new Date(wallMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const millis = String(date.getMilliseconds()).padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${millis}`
}
