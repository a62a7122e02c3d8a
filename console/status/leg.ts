// One destination: what it does in a word, why, and what proves it.
import { ask } from './api.ts'
import { ConfirmButton } from './confirm.ts'
import { attribute, el, icon, type Part, show, svgEl, text } from './dom.ts'
import { bytes, duration, megabits, RateWindow, seconds, sparkline } from './figures.ts'
import type { Words } from './language.ts'
import type { Leg } from './types.ts'
import { iconOf } from './level.ts'
import { nameOf } from './names.ts'
import { levelOfLeg, troubleOf } from './verdict.ts'

export type LegFacts = { readonly leg: Leg; readonly nowMs: number; readonly mayRetry: boolean }

const rateOverMs = 5_000
const slots = 90
const chart = { width: 240, height: 40, slots, atLeast: 500_000 }
const soonMs = 30 * 60_000

export class LegCard implements Part<LegFacts> {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #mark = icon()
  readonly #name = el('h3')
  readonly #state = el('span.state')
  readonly #for = el('span.for')
  readonly #rate = el('span.number')
  readonly #line = svgEl('polyline', { points: '' })
  readonly #trouble = el('p.trouble')
  readonly #why = el('p.why')
  readonly #figures: Figures
  readonly #address = el('p.address')
  readonly #retry: ConfirmButton
  readonly #rates = new RateWindow(rateOverMs, slots)

  constructor(broadcast: string, destination: string, words: Words, after: () => void) {
    this.#words = words
    const { leg } = words
    this.#figures = new Figures([
      leg.progress,
      leg.rtt,
      leg.queue,
      leg.dropped,
      leg.reconnects,
      leg.dark,
      leg.evidence,
      leg.viewers,
    ])
    this.#retry = new ConfirmButton('retry', words, async () => {
      await ask('POST', `/api/broadcasts/${broadcast}/destinations/${destination}/retry`)
      after()
    })
    const spark = svgEl(
      'svg',
      {
        viewBox: `0 0 ${chart.width} ${chart.height}`,
        class: 'spark',
        'aria-hidden': 'true',
        preserveAspectRatio: 'none',
      },
      this.#line,
    )
    this.node = el(
      'article.leg',
      el(
        'div.who',
        this.#mark.node as unknown as Node,
        el('div', this.#name, el('p.now', this.#state, this.#for)),
      ),
      el(
        'div.rate',
        el('p', this.#rate, el('span.unit', 'Mb/s')),
        el('p.small', leg.acked),
        spark as unknown as Node,
      ),
      el('div.text', this.#trouble, this.#why, this.#retry.node),
      this.#figures.node,
      this.#address,
    )
  }

  update({ leg, nowMs, mayRetry }: LegFacts): void {
    const words = this.#words
    const level = levelOfLeg(leg)
    attribute(this.node, 'data-level', level)
    this.#mark.set(iconOf[level])
    text(this.#name, nameOf(leg, words))
    text(this.#state, words.at[leg.state.at])
    text(this.#for, this.#since(leg, nowMs))
    this.#rates.add(nowMs, leg.ackedBytes)
    const rate = this.#rates.bitsPerS()
    text(this.#rate, rate === null || leg.state.at === 'idle' ? '–' : megabits(rate))
    attribute(this.#line, 'points', sparkline(this.#rates.history, chart))
    this.#sayTrouble(leg)
    this.#figures.update(this.#values(leg))
    text(this.#address, this.#addressOf(leg, nowMs))
    const { retry, retryAsk, retryYes } = words.act
    this.#retry.update({ label: retry, ask: retryAsk, yes: retryYes }, mayRetry && leg.state.at === 'blocked')
  }

  #since(leg: Leg, nowMs: number): string {
    const { leg: words, units } = this.#words
    const { at, sinceMs, retryInMs } = leg.state
    if (at === 'idle' || sinceMs === 0) return ''
    if (at === 'waiting' && retryInMs !== undefined)
      return words.retryIn(duration(Math.max(0, sinceMs + retryInMs - nowMs), units))
    return words.for(
      duration(nowMs - (at === 'carrying' ? (leg.carryingSinceMs ?? sinceMs) : sinceMs), units),
    )
  }

  #sayTrouble(leg: Leg): void {
    const trouble = troubleOf(leg, this.#words)
    const said = leg.state.at === 'carrying' || leg.said === null ? '' : this.#words.leg.said(leg.said)
    const why = leg.state.at === 'carrying' || leg.why === null ? '' : leg.why
    text(this.#trouble, trouble)
    text(this.#why, [why, said].filter(each => each !== '').join(' · '))
    show(this.#trouble, trouble !== '')
    show(this.#why, this.#why.textContent !== '')
  }

  #values(leg: Leg): string[] {
    const { leg: words, units, join } = this.#words
    const again = Object.entries(leg.reconnects).filter(([, n]) => n > 0)
    const total = again.reduce((sum, [, n]) => sum + n, 0)
    const { kernelAcked, windowAck, pong } = leg.evidence
    const proofs = [
      ...(kernelAcked ? [words.kernel] : []),
      ...(windowAck ? [words.window] : []),
      ...(pong ? [words.pong] : []),
    ]
    return [
      leg.lastProgressAgeMs === null ? '–' : this.#words.ago(seconds(leg.lastProgressAgeMs, units.s)),
      leg.rttMs === null ? '–' : `${leg.rttMs < 10 ? leg.rttMs.toFixed(1) : Math.round(leg.rttMs)} ms`,
      `${Math.round(leg.queueMs)} ms · ${bytes(leg.queueBytes)}`,
      String(leg.droppedFrames),
      total === 0 ? '0' : `${total} (${join(again.map(([cause, n]) => `${cause} ${n}`))})`,
      leg.darkMs < 60_000 ? seconds(leg.darkMs, units.s) : duration(leg.darkMs, units),
      proofs.length === 0 ? words.noEvidence : join(proofs),
      this.#viewersOf(leg),
    ]
  }

  /** What its playback proves. */
  #viewersOf({ verified }: Leg): string {
    const { leg: words, units } = this.#words
    if (verified === null) return '–'
    const { state, latencyMs } = verified
    const late = latencyMs === null ? '' : ` · ${words.behind(seconds(latencyMs, units.s))}`
    return `${words.verified[state]}${late}`
  }

  #addressOf(leg: Leg, nowMs: number): string {
    const words = this.#words.leg
    if (leg.endpoints === 0) return words.noAddress
    const ordinal = leg.endpoint ?? 0
    const expiresInMs = leg.keyExpiresAtMs === null ? Infinity : leg.keyExpiresAtMs - nowMs
    const key = leg.keyFingerprint === null ? '' : `${words.key} ${leg.keyFingerprint}`
    return [
      words.endpoint(ordinal + 1, leg.endpoints) + (ordinal > 0 ? ` (${words.backup})` : ''),
      leg.server ?? '',
      key,
      expiresInMs <= 0
        ? words.expired
        : expiresInMs < soonMs
          ? words.expires(duration(expiresInMs, this.#words.units))
          : '',
      leg.carrier === 'ffmpeg' ? words.viaFfmpeg : '',
      ...leg.standbys.map(({ endpoint, state, why }) =>
        words.standby(endpoint + 1, state === 'ready' ? '' : why || state),
      ),
    ]
      .filter(each => each !== '')
      .join(' · ')
  }

  close(): void {
    this.#retry.close()
  }
}

/** Names and values side by side. */
export class Figures {
  readonly node = el('dl')
  readonly #values: readonly HTMLElement[]

  constructor(names: readonly string[]) {
    this.#values = names.map(name => {
      const value = el('dd')
      this.node.append(el('div', el('dt', name), value))
      return value
    })
  }

  update(values: readonly string[]): void {
    for (const [i, value] of values.entries()) {
      const node = this.#values[i]
      if (node !== undefined) text(node, value)
    }
  }
}
