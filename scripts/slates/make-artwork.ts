// Draws the still parts of the ready slates once, with Chromium and Noto fonts, into relay/slate/artwork. Run by hand.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'

const folder = join(import.meta.dirname, '../../relay/slate/artwork')
const serif = `'Noto Serif CJK SC'`
const sans = `'Noto Sans CJK SC'`

const words = {
  zh: { head: '马上回来', tail: '画面正在恢复，请稍候', font: serif, spacing: '.16em', lift: '.08em' },
  en: {
    head: "We'll be right back",
    tail: 'The picture returns in a moment',
    font: `'Noto Serif', ${serif}`,
    spacing: '.01em',
    lift: '0',
  },
} as const
type Language = keyof typeof words

const sides = {
  wide: {
    widthPx: 1_920,
    heightPx: 1_080,
    lampY: 492,
    headY: { lamp: 690, plain: 452 },
    headPx: { zh: 116, en: 92 },
  },
  tall: {
    widthPx: 1_080,
    heightPx: 1_920,
    lampY: 778,
    headY: { lamp: 1_030, plain: 846 },
    headPx: { zh: 116, en: 80 },
  },
} as const
type Side = keyof typeof sides
type Design = 'lamp' | 'plain'

const flame = { widthPx: 232, heightPx: 300, frames: 24 }

function ticks(): string {
  return Array.from({ length: 72 }, (_, i) => {
    const isLong = i % 6 === 0
    return `<line y1="${isLong ? -300 : -306}" y2="-316" transform="rotate(${i * 5})" stroke="#e0bd80"
      stroke-opacity="${isLong ? 0.42 : 0.17}" stroke-width="${isLong ? 2 : 1.4}" stroke-linecap="round"/>`
  }).join('')
}

const lamp = `
  <defs>
    <linearGradient id="brass" x1="0" x2="1"><stop offset="0" stop-color="#5d4526"/><stop offset=".34" stop-color="#ecc98a"/>
      <stop offset=".6" stop-color="#b98f4f"/><stop offset="1" stop-color="#4b371e"/></linearGradient>
    <linearGradient id="bowl" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#43301d"/><stop offset="1" stop-color="#17120f"/></linearGradient>
    <radialGradient id="shine" cy=".1" r=".9"><stop offset="0" stop-color="#ffb45e" stop-opacity=".30"/><stop offset="1" stop-color="#ffb45e" stop-opacity="0"/></radialGradient>
  </defs>
  <g transform="translate(0 -112)">${ticks()}<circle r="328" fill="none" stroke="#e0bd80" stroke-opacity=".12"/></g>
  <path d="M-152 0 C -137 82 -74 104 0 104 C 74 104 137 82 152 0 Z" fill="url(#bowl)"/>
  <path d="M-152 0 C -137 82 -74 104 0 104 C 74 104 137 82 152 0 Z" fill="url(#shine)"/>
  <path d="M-152 0 C -137 82 -74 104 0 104 C 74 104 137 82 152 0" fill="none" stroke="url(#brass)" stroke-width="3.4"/>
  <ellipse rx="152" ry="20" fill="#23170d" stroke="url(#brass)" stroke-width="4"/>
  <ellipse cy="1" rx="116" ry="11" fill="#8e5a20" fill-opacity=".8"/>
  <path d="M-54 104 L -78 134 H 78 L 54 104" fill="#1c1611" stroke="url(#brass)" stroke-width="2.6" stroke-linejoin="round"/>`

function picture(design: Design, language: Language, side: Side): string {
  const { widthPx, heightPx, lampY, headY, headPx } = sides[side]
  const { head, tail, font, spacing, lift } = words[language]
  const middle = widthPx / 2
  const lightY = design === 'lamp' ? lampY - 90 : headY.plain + 40
  const size = headPx[language]
  const top = headY[design]
  return `<style>
    * { margin: 0; box-sizing: border-box }
    body { width: ${widthPx}px; height: ${heightPx}px; overflow: hidden; text-align: center; color: #f6ead2; background:
      radial-gradient(${widthPx * 0.62}px ${heightPx * 0.6}px at ${middle}px ${lightY}px, #4a3122 0%, #33241f 26%, #211b22 52%, #14131d 76%, transparent 100%),
      linear-gradient(168deg, #151624 0%, #0f1019 55%, #0a0a11 100%) }
    body > * { position: absolute; left: 0; width: 100% }
    .head { top: ${top}px; font: 600 ${size}px/1.3 ${font}; letter-spacing: ${spacing}; text-indent: ${spacing};
      background: linear-gradient(180deg, #fff8e6 12%, #f2cf92 92%); -webkit-background-clip: text; color: transparent }
    .tail { top: ${top + size * 1.62 + 14}px; font: 300 ${language === 'zh' ? 36 : 34}px/1.4 ${sans}; letter-spacing: ${language === 'zh' ? '.22em' : '.06em'};
      text-indent: ${lift}; color: #cdb794 }
    .rule { top: ${top + size * 1.62 - 14}px; height: 2px; background: linear-gradient(90deg, transparent 36%, #dcb878aa 50%, transparent 64%) }
    svg { top: 0; height: 100% }
  </style>
  ${design === 'lamp' ? `<svg viewBox="0 0 ${widthPx} ${heightPx}"><g transform="translate(${middle} ${lampY})">${lamp}</g></svg>` : ''}
  <div class="head">${head}</div><div class="rule"></div><div class="tail">${tail}</div>`
}

/** A flame at one moment of its round: its tip leans and its belly breathes, all a whole number of times round. */
function flameAt(frame: number): string {
  const turn = (times: number, phase: number) =>
    Math.sin(2 * Math.PI * ((frame * times) / flame.frames + phase))
  const tipX = 7 * turn(1, 0) + 4 * turn(3, 0.2)
  const tipY = -196 + 9 * turn(2, 0.1) + 4 * turn(5, 0.6)
  const belly = 66 + 3 * turn(2, 0.45) + 1.5 * turn(3, 0.8)
  const lean = 5 * turn(1, 0.12) + 2 * turn(4, 0.3)
  const path = `M${tipX} ${tipY} C ${22 + lean + tipX / 2} -126 ${belly + lean} -80 ${belly} -14 C ${belly} 34 34 60 0 60
    C -34 60 ${-belly} 34 ${-belly} -14 C ${-belly + lean} -80 ${-24 + lean + tipX / 2} -116 ${tipX} ${tipY} Z`
  const core = `M${tipX * 0.4} ${tipY * 0.46} C 12 -62 ${belly * 0.5} -34 ${belly * 0.48} -2 C ${belly * 0.48} 26 16 42 0 42
    C -16 42 ${-belly * 0.48} 26 ${-belly * 0.48} -2 C ${-belly * 0.5} -34 -12 -58 ${tipX * 0.4} ${tipY * 0.46} Z`
  return `<g transform="translate(${flame.widthPx / 2} ${frame * flame.heightPx + 222})">
    <path d="${path}" fill="url(#outer)" filter="url(#soft)"/><path d="${core}" fill="url(#inner)" filter="url(#softer)"/></g>`
}

const flames = `<style>* { margin: 0 } body { overflow: hidden }</style>
<svg width="${flame.widthPx}" height="${flame.heightPx * flame.frames}" viewBox="0 0 ${flame.widthPx} ${flame.heightPx * flame.frames}">
  <defs>
    <radialGradient id="outer" cx=".5" cy=".74" r=".74"><stop offset="0" stop-color="#ffe9b4"/><stop offset=".34" stop-color="#ffc86a"/>
      <stop offset=".66" stop-color="#f6923a" stop-opacity=".92"/><stop offset="1" stop-color="#cf5518" stop-opacity=".55"/></radialGradient>
    <radialGradient id="inner" cx=".5" cy=".7" r=".7"><stop offset="0" stop-color="#fffdf4"/><stop offset=".6" stop-color="#fff0c6"/>
      <stop offset="1" stop-color="#ffdf9a" stop-opacity=".2"/></radialGradient>
    <filter id="soft" x="-40%" y="-30%" width="180%" height="160%"><feGaussianBlur stdDeviation="3.2"/></filter>
    <filter id="softer" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="6"/></filter>
  </defs>${Array.from({ length: flame.frames }, (_, i) => flameAt(i)).join('')}
</svg>`

const light = `<style>* { margin: 0 } div { width: 720px; height: 720px;
  background: radial-gradient(closest-side, #ffb35c2e 0%, #ff9f441b 38%, #ff93380a 70%, transparent 100%) }</style><div></div>`

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const page = await browser.newPage()
  for (const design of ['lamp', 'plain'] as const)
    for (const language of ['zh', 'en'] as const)
      for (const side of ['wide', 'tall'] as const) {
        const { widthPx, heightPx } = sides[side]
        await shoot(page, `${design}-${language}-${side}`, {
          html: picture(design, language, side),
          widthPx,
          heightPx,
        })
      }
  await shoot(page, 'flame', {
    html: flames,
    widthPx: flame.widthPx,
    heightPx: flame.heightPx * flame.frames,
  })
  await shoot(page, 'light', { html: light, widthPx: 720, heightPx: 720 })
} finally {
  await browser.close()
}

async function shoot(
  page: Page,
  name: string,
  drawing: { html: string; widthPx: number; heightPx: number },
): Promise<void> {
  await page.setViewportSize({ width: drawing.widthPx, height: drawing.heightPx })
  await page.setContent(`<!doctype html><meta charset="utf-8">${drawing.html}`)
  await page.evaluate(() => document.fonts.ready)
  const isSprite = name === 'flame' || name === 'light'
  const shot = isSprite
    ? await page.screenshot({ type: 'png', omitBackground: true })
    : await page.screenshot({ type: 'jpeg', quality: 93 })
  writeFileSync(join(folder, `${name}.${isSprite ? 'png' : 'jpg'}`), shot)
}
