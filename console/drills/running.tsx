// A drill while it runs: which fault is being acted, what is done, what is to come.
import { ask } from '../live/ask.ts'
import { isOld } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import { Button } from '../kit/button.tsx'
import { Icon, type IconName } from '../kit/icon.tsx'
import { Panel } from '../kit/panel.tsx'
import { language } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { exact } from './card.tsx'
import { type Fault, faults, type Progress, type Summary } from './types.ts'
import { drillWords } from './words.ts'

export function Running({ drill }: { readonly drill: Summary }) {
  const words = drillWords[language.value]
  const { id, by, beganMs, progress } = drill
  const done = progress?.results.length ?? 0
  const of = progress?.of ?? faults.length
  const isWaiting = progress === null || (progress.acting === null && done === 0)
  return (
    <Panel
      title={words.running}
      hint={words.runningBy(by === 'schedule' ? words.schedule : by, timeOfDay(beganMs))}
    >
      {{
        default: () => [
          <div class="progress" role="status">
            <progress max={of} value={done} aria-label={words.progress(done, of)} />
            <span>{isWaiting ? words.starting : words.progress(done, of)}</span>
          </div>,
          <ol class="acts">
            {faults.map(fault => (
              <Act key={fault} fault={fault} progress={progress} />
            ))}
          </ol>,
          mayAct.value && !isOld.value ? (
            <Button
              label={words.acknowledge}
              tone="quiet"
              done={words.acknowledged}
              act={() => ask('POST', `api/drills/${id}/acknowledge`)}
            />
          ) : null,
        ],
      }}
    </Panel>
  )
}
Running.props = ['drill']

function Act({ fault, progress }: { readonly fault: Fault; readonly progress: Progress | null }) {
  const words = drillWords[language.value]
  const result = progress?.results.find(each => each.fault === fault)
  const isActing = progress?.acting === fault
  const [level, icon]: readonly [string, IconName] =
    result?.verdict === 'kept'
      ? ['good', 'good']
      : result?.verdict === 'broken'
        ? ['bad', 'bad']
        : isActing
          ? ['busy', 'busy']
          : ['off', 'off']
  const said =
    result === undefined
      ? isActing
        ? words.acting
        : words.waiting
      : `${words.verdicts[result.verdict]}${result.recoveredMs === null ? '' : ` · ${words.recovered} ${exact(result.recoveredMs)}`}`
  return (
    <li data-level={level} data-fault={fault}>
      <Icon name={icon} />
      <span>{words.faults[fault]}</span>
      <span class="soft">{said}</span>
    </li>
  )
}
Act.props = ['fault', 'progress']
