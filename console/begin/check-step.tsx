// Fourth step: GO or NO-GO.
import { Preflight } from '../preflight/preflight.tsx'
import { language } from '../shell/language.ts'
import { beginWords } from './words.ts'

type CheckProps = {
  readonly broadcast: string
  readonly onVerdict: (verdict: 'GO' | 'NO-GO') => void
}

export function CheckStep({ broadcast, onVerdict }: CheckProps) {
  return (
    <div class="fill">
      <p class="hint">{beginWords[language.value].check.hint}</p>
      <Preflight broadcast={broadcast} onVerdict={onVerdict} />
    </div>
  )
}
CheckStep.props = ['broadcast', 'onVerdict']
