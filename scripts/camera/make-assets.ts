// Draws the test picture's still parts once, with Chromium and Noto fonts, into the PNG files of assets/. Run by hand.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { glyphSheets } from './glyphs.ts'
import { flame, lamp, track } from './layout.ts'

const folder = join(import.meta.dirname, 'assets')
const serif = `'Noto Serif CJK SC'`
const sans = `'Noto Sans CJK SC'`

const ticks = Array.from({ length: 60 }, (_, i) => {
  const isLong = i % 5 === 0
  const inner = lamp.ringPx - (isLong ? 15 : 8)
  return `<line x1="0" y1="${-inner}" x2="0" y2="${-lamp.ringPx}" transform="rotate(${i * 6})"
    stroke="#c9a465" stroke-opacity="${isLong ? 0.62 : 0.28}" stroke-width="${isLong ? 2 : 1.3}" stroke-linecap="round"/>`
}).join('')

const patches = ['#ebebeb', '#e6d21e', '#28c8d2', '#32c846', '#d23cc8', '#dc2d32', '#2846d7']
const greys = ['#101010', '#303030', '#505050', '#787878', '#a0a0a0', '#c8c8c8', '#f0f0f0']
const row = (colours: readonly string[]) =>
  colours.map(colour => `<i style="background:${colour}"></i>`).join('')

const backdrop = `<style>
  * { margin: 0; box-sizing: border-box }
  body { width: 1280px; height: 720px; overflow: hidden; color: #f3e9d6; font-family: ${sans};
    background:
      radial-gradient(760px 620px at ${lamp.xPx}px ${lamp.yPx}px, #33241d 0%, #241b1d 30%, #171621 62%, transparent 100%),
      linear-gradient(164deg, #12141f 0%, #0d0f18 52%, #090a10 100%); }
  svg, div { position: absolute }
  .name { left: 698px; top: 84px; font: 700 132px/176px ${serif}; letter-spacing: .1em;
    background: linear-gradient(180deg, #fff6e2 10%, #f0c987 96%); -webkit-background-clip: text; color: transparent }
  .latin { left: 703px; top: 270px; font: 300 27px/1 ${sans}; letter-spacing: .62em; color: #d8c19a }
  .motto { left: 703px; top: 318px; font: 400 17px/1 ${sans}; letter-spacing: .3em; color: #8e8578 }
  .rule { left: 703px; top: 368px; width: 460px; height: 1px; background: linear-gradient(90deg, #c9a465aa, #c9a46500) }
  .row { display: flex; gap: 6px; left: 703px }
  .row i { width: 60px; height: 18px; border-radius: 3px }
  .track { left: ${track.xPx}px; top: ${track.yPx + 4}px; width: ${track.widthPx}px; height: 2px; border-radius: 1px; background: #c9a46538 }
</style>
<svg width="1280" height="720" viewBox="0 0 1280 720">
  <defs>
    <linearGradient id="brass" x1="0" x2="1"><stop offset="0" stop-color="#5b4423"/><stop offset=".35" stop-color="#e2bd78"/>
      <stop offset=".6" stop-color="#b58a48"/><stop offset="1" stop-color="#4a361b"/></linearGradient>
    <linearGradient id="bowl" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#3a2a1a"/><stop offset="1" stop-color="#15110f"/></linearGradient>
  </defs>
  <g transform="translate(${lamp.xPx} ${lamp.yPx})">
    <circle r="${lamp.ringPx + 14}" fill="none" stroke="#c9a465" stroke-opacity=".16"/>
    ${ticks}
    <path d="M-112 62 C -100 122 -54 138 0 138 C 54 138 100 122 112 62 Z" fill="url(#bowl)"/>
    <path d="M-112 62 C -100 122 -54 138 0 138 C 54 138 100 122 112 62" fill="none" stroke="url(#brass)" stroke-width="2.5"/>
    <ellipse cy="62" rx="112" ry="15" fill="#20150c" stroke="url(#brass)" stroke-width="3"/>
    <ellipse cy="63" rx="84" ry="8" fill="#7d4c18" fill-opacity=".75"/>
    <path d="M-40 138 L -58 160 H 58 L 40 138" fill="#1b1511" stroke="url(#brass)" stroke-width="2" stroke-linejoin="round"/>
  </g>
</svg>
<div class="name">长明</div><div class="latin">CHANGMING</div><div class="motto">灯不熄 · 播不断</div><div class="rule"></div>
<div class="row" style="top:556px">${row(patches)}</div><div class="row" style="top:582px">${row(greys)}</div>
<div class="track"></div>`

// Light alone, on black: it is added to the backdrop, and sways.
const flameSvg = `<style>* { margin: 0 } body { background: #000; overflow: hidden }</style>
<svg width="${flame.widthPx}" height="${flame.heightPx}" viewBox="${-flame.widthPx / 2} ${-flame.abovePx} ${flame.widthPx} ${flame.heightPx}">
  <defs>
    <radialGradient id="flame" cx=".5" cy=".72" r=".72"><stop offset="0" stop-color="#fffdf2"/><stop offset=".34" stop-color="#ffe3a0"/>
      <stop offset=".68" stop-color="#f7a53c"/><stop offset="1" stop-color="#d8641c"/></radialGradient>
    <filter id="soft" x="-40%" y="-40%" width="180%" height="180%"><feGaussianBlur stdDeviation="2.2"/></filter>
  </defs>
  <path d="M0 -128 C 22 -84 46 -52 46 -8 C 46 24 24 44 0 44 C -24 44 -46 24 -46 -8 C -46 -52 -16 -78 0 -128 Z"
      fill="url(#flame)" filter="url(#soft)"/>
  <rect x="-3" y="26" width="6" height="30" rx="3" fill="#3b2412"/>
</svg>`

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  mkdirSync(folder, { recursive: true })
  const page = await browser.newPage()
  await shoot(page, 'backdrop', { html: backdrop, widthPx: 1280, heightPx: 720 })
  await shoot(page, 'flame', { html: flameSvg, widthPx: flame.widthPx, heightPx: flame.heightPx })
  for (const [name, sheet] of Object.entries(glyphSheets)) {
    const cells = sheet.letters
      .split('')
      .map(
        letter =>
          `<b style="display:block;width:${sheet.widthPx}px;text-align:center">${letter.replace(' ', '&nbsp;')}</b>`,
      )
    const style = `margin:0;background:#000;color:#fff;display:flex;font:${sheet.weight} ${sheet.fontPx}px/${sheet.heightPx}px '${sheet.font}'`
    const html = `<style>*{font-weight:inherit}</style><body style="${style}">${cells.join('')}</body>`
    await shoot(page, name, {
      html,
      widthPx: sheet.widthPx * sheet.letters.length,
      heightPx: sheet.heightPx,
    })
  }
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
  writeFileSync(join(folder, `${name}.png`), await page.screenshot({ type: 'png' }))
}
