// Light for hosts: a soft key from above, a cool rim from behind, and the shadow they leave on what is behind them.
import {
  CanvasTexture,
  DirectionalLight,
  Group,
  HemisphereLight,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
} from 'three'

/** Key, fill and rim around a host that looks along +Z. */
export function hostLight(): Group {
  const lights = new Group()
  const key = new DirectionalLight(0xfff4ea, 2.2)
  key.position.set(0.95, 1.05, 1.3)
  const rim = new DirectionalLight(0xcfdcff, 0.65)
  rim.position.set(-1.4, 0.9, -1.2)
  lights.add(key, rim, new HemisphereLight(0xffffff, 0xe6dcf0, 0.95))
  return lights
}

/** A soft shadow behind the shoulders, so that a host stands in its set and not before it. Metres, around the chest. */
export function contactShadow(widthM: number): Mesh {
  const canvas = new OffscreenCanvas(512, 512)
  const pen = canvas.getContext('2d')
  if (pen !== null) {
    const fall = pen.createRadialGradient(256, 256, 0, 256, 256, 256)
    for (const [at, alpha] of [
      [0, 0.42],
      [0.45, 0.32],
      [0.75, 0.12],
      [1, 0],
    ] as const)
      fall.addColorStop(at, `rgba(20, 16, 34, ${alpha})`)
    pen.fillStyle = fall
    pen.fillRect(0, 0, 512, 512)
  }
  const look = { map: new CanvasTexture(canvas), transparent: true, depthWrite: false, toneMapped: false }
  const shadow = new Mesh(new PlaneGeometry(widthM, widthM * 1.1), new MeshBasicMaterial(look))
  shadow.renderOrder = -10
  return shadow
}
