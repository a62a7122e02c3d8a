// Surfaces painted on canvases: wood, tiles, gradients, plaster. Nothing is loaded from anywhere.
import { CanvasTexture, MirroredRepeatWrapping, RepeatWrapping, SRGBColorSpace } from 'three'
import type { Random } from './random.ts'

/** A thread beside the page's has no document. */
export function emptyCanvas(): HTMLCanvasElement {
  if (typeof document !== 'undefined') return document.createElement('canvas')
  return new OffscreenCanvas(1, 1) as unknown as HTMLCanvasElement // it does all that is asked of it here
}

type Brush = CanvasRenderingContext2D

function painted(widthPx: number, heightPx: number, paint: (brush: Brush) => void): CanvasTexture {
  const canvas = emptyCanvas()
  canvas.width = widthPx
  canvas.height = heightPx
  paint(canvas.getContext('2d') as Brush)
  const texture = new CanvasTexture(canvas)
  texture.colorSpace = SRGBColorSpace
  texture.anisotropy = 4
  return texture
}

/** Repeated, each time mirrored: what has no pattern shows no seam. */
export function mirrored(texture: CanvasTexture, x: number, y: number): CanvasTexture {
  texture.wrapS = MirroredRepeatWrapping
  texture.wrapT = MirroredRepeatWrapping
  texture.repeat.set(x, y)
  return texture
}

export function repeated(texture: CanvasTexture, x: number, y: number): CanvasTexture {
  texture.wrapS = RepeatWrapping
  texture.wrapT = RepeatWrapping
  texture.repeat.set(x, y)
  return texture
}

/** Grain runs upright. */
export function wood(light: string, dark: string, random: Random): CanvasTexture {
  return painted(256, 512, brush => {
    brush.fillStyle = light
    brush.fillRect(0, 0, 256, 512)
    for (let i = 0; i < 260; i += 1) {
      const x = random.between(-10, 266)
      const sway = random.between(-9, 9)
      brush.strokeStyle = dark
      brush.globalAlpha = random.between(0.02, 0.13)
      brush.lineWidth = random.between(0.6, 4)
      brush.beginPath()
      brush.moveTo(x, -4)
      brush.bezierCurveTo(x + sway, 170, x - sway, 340, x + sway * 0.6, 516)
      brush.stroke()
    }
  })
}

/** Plaster: a colour that is never quite even. */
export function plaster(colour: string, random: Random): CanvasTexture {
  return painted(512, 512, brush => {
    brush.fillStyle = colour
    brush.fillRect(0, 0, 512, 512)
    for (let i = 0; i < 70; i += 1) {
      const [x, y, r] = [random.between(0, 512), random.between(0, 512), random.between(40, 150)]
      const cloud = brush.createRadialGradient(x, y, 0, x, y, r)
      const shade = random.next() < 0.5 ? '255,255,255' : '0,0,0'
      cloud.addColorStop(0, `rgba(${shade},${random.between(0.015, 0.045).toFixed(3)})`)
      cloud.addColorStop(1, `rgba(${shade},0)`)
      brush.fillStyle = cloud
      brush.fillRect(x - r, y - r, 2 * r, 2 * r)
    }
  })
}

/** From the bottom to the top, any number of stops. */
export function upwards(stops: readonly (readonly [share: number, colour: string])[]): CanvasTexture {
  return painted(4, 512, brush => {
    const fill = brush.createLinearGradient(0, 512, 0, 0)
    for (const [share, colour] of stops) fill.addColorStop(share, colour)
    brush.fillStyle = fill
    brush.fillRect(0, 0, 4, 512)
  })
}

export type Tiling = {
  readonly columns: number
  readonly rows: number
  readonly joint: string
  /** Each row half a tile further. */
  readonly isBond: boolean
}

/** Glazed tiles, each a shade of its own, with a light upper edge. */
export function tiles(colours: readonly string[], tiling: Tiling, random: Random): CanvasTexture {
  const { columns, rows, joint, isBond } = tiling
  return painted(512, 512, brush => {
    brush.fillStyle = joint
    brush.fillRect(0, 0, 512, 512)
    const [w, h] = [512 / columns, 512 / rows]
    for (let row = 0; row < rows; row += 1) {
      for (let column = -1; column <= columns; column += 1) {
        const x = column * w + (isBond && row % 2 === 1 ? w / 2 : 0)
        const y = row * h
        brush.globalAlpha = 1
        brush.fillStyle = random.pick(colours)
        brush.fillRect(x + 1.5, y + 1.5, w - 3, h - 3)
        const sheen = brush.createLinearGradient(x, y, x + w * 0.4, y + h)
        sheen.addColorStop(0, 'rgba(255,255,255,.14)')
        sheen.addColorStop(0.6, 'rgba(255,255,255,0)')
        sheen.addColorStop(1, 'rgba(0,0,0,.07)')
        brush.fillStyle = sheen
        brush.fillRect(x + 1.5, y + 1.5, w - 3, h - 3)
      }
    }
  })
}

/** A window's view, out of focus: sky above, trees or a lit town below. */
export function view(
  sky: readonly [top: string, bottom: string],
  spots: readonly string[],
  random: Random,
): CanvasTexture {
  return painted(256, 512, brush => {
    const fill = brush.createLinearGradient(0, 0, 0, 512)
    fill.addColorStop(0, sky[0])
    fill.addColorStop(1, sky[1])
    brush.fillStyle = fill
    brush.fillRect(0, 0, 256, 512)
    for (let i = 0; i < 90; i += 1) {
      const [x, r] = [random.between(0, 256), random.between(8, 34)]
      const y = 512 - random.next() ** 1.6 * 300
      const spot = brush.createRadialGradient(x, y, r * 0.2, x, y, r)
      spot.addColorStop(0, random.pick(spots))
      spot.addColorStop(1, 'rgba(0,0,0,0)')
      brush.globalAlpha = random.between(0.15, 0.5)
      brush.fillStyle = spot
      brush.fillRect(x - r, y - r, 2 * r, 2 * r)
    }
  })
}

/** A pool of light on black: brightest at (`x`, `y`), from the top left, all in shares of the surface. */
export function pool(colour: string, x: number, y: number, radius: number): CanvasTexture {
  return painted(256, 256, brush => {
    brush.fillStyle = '#000'
    brush.fillRect(0, 0, 256, 256)
    const light = brush.createRadialGradient(x * 256, y * 256, 0, x * 256, y * 256, radius * 256)
    light.addColorStop(0, colour)
    for (let i = 1; i <= 8; i += 1)
      light.addColorStop(
        i / 8,
        `${colour}${Math.round(255 * (1 - i / 8) ** 2)
          .toString(16)
          .padStart(2, '0')}`,
      )
    brush.fillStyle = light
    brush.fillRect(0, 0, 256, 256)
  })
}
