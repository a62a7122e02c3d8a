// From light to picture: glow around what shines, a calm middle, film-like tones, and a breath of dither against bands.
import {
  LinearFilter,
  NoBlending,
  ShaderMaterial,
  UnsignedByteType,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three'
import { floatTarget, Quad } from './accumulate.ts'
import type { PictureSize } from './plan.ts'

export type Grade = {
  /** 1 leaves the light as it is. */
  readonly exposure: number
  readonly glow: number
  /** How much the corners fall off, 0 to 1. */
  readonly vignette: number
  /** How soft and dark the middle gets where the host stands, 0 to 1. */
  readonly calm: number
  readonly saturation: number
  /** 0 leaves tones as they are; more darkens what is dark and lightens what is light. */
  readonly contrast: number
}

const vertexShader = 'varying vec2 at; void main() { at = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }'

const blurShader = `varying vec2 at; uniform sampler2D from; uniform vec2 along; uniform float threshold;
  vec3 lit(vec2 p) { vec3 c = texture2D(from, p).rgb; float l = max(c.r, max(c.g, c.b));
    return threshold > 0.0 ? c * smoothstep(threshold, threshold * 2.0, l) : c; }
  void main() { vec3 sum = vec3(0.0); float all = 0.0;
    for (int i = -12; i <= 12; i++) { float w = exp(-float(i * i) / 60.0); sum += lit(at + along * float(i)) * w; all += w; }
    gl_FragColor = vec4(sum / all, 1.0); }`

const gradeShader = `varying vec2 at; uniform sampler2D light, soft, glow; uniform vec2 sizePx;
  uniform float exposure, glowing, vignette, calm, saturation, contrast;
  // AgX-like shoulder in three lines: Hable's curve on each channel, with white at 6.
  vec3 shoulder(vec3 x) { return ((x * (0.22 * x + 0.03) + 0.002) / (x * (0.22 * x + 0.3) + 0.06)) - 0.0333; }
  float dice(vec2 p) { return fract(52.9829189 * fract(dot(p, vec2(0.06711056, 0.00583715)))); }
  void main() {
    float wide = sizePx.x / sizePx.y;
    vec2 body = vec2((at.x - 0.5) * wide, at.y - 0.27) / vec2(0.25, 0.46);
    float behind = calm * smoothstep(1.25, 0.35, length(body));
    vec3 c = mix(texture2D(light, at).rgb, texture2D(soft, at).rgb, behind * 0.75);
    c *= 1.0 - behind * 0.16;
    c += texture2D(glow, at).rgb * glowing;
    vec2 corner = (at - 0.5) * vec2(min(wide, 1.0) * 1.15 + 0.25, 1.0);
    c *= 1.0 - vignette * smoothstep(0.28, 0.85, length(corner));
    c = shoulder(c * exposure * 2.0) / shoulder(vec3(6.0));
    float grey = dot(c, vec3(0.2126, 0.7152, 0.0722));
    c = clamp(mix(vec3(grey), c, saturation), 0.0, 1.0);
    c = mix(c * 12.92, 1.055 * pow(max(c, vec3(0.0031308)), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
    c = mix(c, c * c * (3.0 - 2.0 * c), contrast);
    gl_FragColor = vec4(c + (dice(gl_FragCoord.xy) - 0.5) / 255.0, 1.0); }`

/** Rows from the top, four bytes each, always opaque. */
export function grade(
  renderer: WebGLRenderer,
  light: WebGLRenderTarget,
  size: PictureSize,
  how: Grade,
): Uint8Array {
  const quad = new Quad()
  const small = { widthPx: Math.ceil(size.widthPx / 4), heightPx: Math.ceil(size.heightPx / 4) }
  const [a, soft, glow] = [floatTarget(small, true), floatTarget(small, true), floatTarget(small, true)]
  light.texture.minFilter = LinearFilter
  light.texture.magFilter = LinearFilter
  const blur = material(blurShader, { from: null, along: new Vector2(), threshold: 0 })
  const pass = (from: WebGLRenderTarget, to: WebGLRenderTarget, x: number, y: number, threshold: number) => {
    blur.uniforms['from'] = { value: from.texture }
    blur.uniforms['along'] = { value: new Vector2(x / small.widthPx, y / small.heightPx) }
    blur.uniforms['threshold'] = { value: threshold }
    quad.draw(renderer, blur, to)
  }
  pass(light, a, 0.35, 0, 0)
  pass(a, soft, 0, 0.35, 0)
  pass(light, a, 1.4, 0, 0.9)
  pass(a, glow, 0, 1.4, 0)
  const last = material(gradeShader, {
    light: light.texture,
    soft: soft.texture,
    glow: glow.texture,
    sizePx: new Vector2(size.widthPx, size.heightPx),
    exposure: how.exposure,
    glowing: how.glow,
    vignette: how.vignette,
    calm: how.calm,
    saturation: how.saturation,
    contrast: how.contrast,
  })
  const out = new WebGLRenderTarget(size.widthPx, size.heightPx, {
    type: UnsignedByteType,
    depthBuffer: false,
  })
  quad.draw(renderer, last, out)
  const rows = new Uint8Array(size.widthPx * size.heightPx * 4)
  renderer.readRenderTargetPixels(out, 0, 0, size.widthPx, size.heightPx, rows)
  for (const target of [a, soft, glow, out]) target.dispose()
  for (const one of [blur, last]) one.dispose()
  quad.dispose()
  return upsideUp(rows, size)
}

function material(fragmentShader: string, values: Record<string, unknown>): ShaderMaterial {
  const uniforms = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms,
    blending: NoBlending,
    depthTest: false,
    depthWrite: false,
  })
}

function upsideUp(rows: Uint8Array, { widthPx, heightPx }: PictureSize): Uint8Array {
  const upright = new Uint8Array(rows.length)
  const rowBytes = widthPx * 4
  for (let y = 0; y < heightPx; y += 1) {
    upright.set(rows.subarray(y * rowBytes, (y + 1) * rowBytes), (heightPx - 1 - y) * rowBytes)
  }
  return upright
}
