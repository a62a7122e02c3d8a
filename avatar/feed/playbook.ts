// Scripts as they are told to the worker, and for each feed where it is in them.
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#core/failure.ts'
import { personaOf } from '../casting.ts'
import type { TurnPlan } from '../rotation/plan.ts'
import {
  gate,
  positionFile,
  readScript,
  type Script,
  ScriptWalk,
  tellRefusal,
  type Line as ScriptLine,
} from '../script/index.ts'
import type { Language } from '../speech/index.ts'
import type { Book, Gated, Line, Lines } from './lines.ts'

export class Playbook implements Book {
  readonly #folder: string
  readonly #walks = new Map<string, ScriptWalk>()
  #scripts: Readonly<Record<string, unknown>> = {}

  /** `folder`: where positions are kept. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** Takes what is told: feeds go on in a changed script at the sentence where they are. */
  setScripts(scripts: Readonly<Record<string, unknown>>): void {
    const before = this.#scripts
    this.#scripts = scripts
    for (const [key, walk] of this.#walks) {
      const name = key.split(' ')[1] ?? ''
      if (!(name in scripts) || JSON.stringify(scripts[name]) === JSON.stringify(before[name])) continue
      try {
        walk.replace(readScript(scripts[name]))
      } catch {
        this.#walks.delete(key) // whoever asks for its lines is told what is wrong with it
      }
    }
  }

  versionOf({ script }: TurnPlan): string {
    return createHash('sha256')
      .update(JSON.stringify(this.#scripts[script] ?? null))
      .digest('hex')
  }

  linesOf(feed: string, turn: TurnPlan): Lines {
    const key = `${feed} ${turn.script}`
    const script = this.#script(turn)
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const file = positionFile(join(this.#folder, `${feed}.${turn.script}.json`))
    const walk = this.#walks.get(key) ?? new ScriptWalk(script, file)
    this.#walks.set(key, walk)
    return new WalkLines(walk)
  }

  disclosureOf(turn: TurnPlan): Line {
    const { language } = this.#script(turn)
    const { zh, en } = personaOf(turn.host).called
    const texts: Partial<Record<Language, string>> = {
      en: `Hello, I am ${en === '' ? '' : `${en}, `}a virtual host. My picture and my voice are made by A I.`,
      es: `Hola, soy ${en === '' ? '' : `${en}, `}una presentadora virtual. Mi imagen y mi voz las genera una inteligencia artificial.`,
    }
    const text = texts[language] ?? `大家好，我是AI数字人主播${zh}，画面和声音都由人工智能生成。`
    return { text, language: language === 'en' || language === 'es' ? language : 'zh', product: null }
  }

  wordsOf(turn: TurnPlan): string {
    const { products, name } = this.#script(turn)
    return products.length === 0
      ? name
      : products
          .map(product => product.name)
          .join(' ')
          .slice(0, 200)
  }

  #script({ script }: TurnPlan): Script {
    if (script in this.#scripts) return readScript(this.#scripts[script])
    throw new Failure(
      'avatar/no-script',
      `there is no script ${script}; put it with PUT /api/scripts/${script}`,
      {
        fault: 'operator',
        remedy: 'stop',
      },
    )
  }
}

class WalkLines implements Lines {
  readonly #walk: ScriptWalk

  constructor(walk: ScriptWalk) {
    this.#walk = walk
  }

  get sentence(): number {
    return this.#walk.position().sentence
  }

  get progress() {
    return this.#walk.progress()
  }

  at(ahead: number): Gated {
    const line = this.#walk.upcoming(ahead + 1)[ahead] as ScriptLine
    const { text, language, product } = line
    const verdict = gate(text, product)
    const refusal = verdict.passes ? null : verdict.refusals.map(tellRefusal).join('; ')
    return { text, language, product, refusal, place: placeOf(line), segment: line.segment }
  }

  isNext({ place }: Gated): boolean {
    return place === placeOf(this.#walk.upcoming(1)[0] as ScriptLine)
  }

  done(): void {
    this.#walk.said(this.#walk.upcoming(1)[0] as ScriptLine)
  }
}

const placeOf = ({ round, segment, sentence }: ScriptLine) => `${round} ${segment} ${sentence}`
