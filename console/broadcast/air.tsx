// What is on air in each program, and what a person may put there: every feed with its picture, and the slate.
import { view } from '../live/live.ts'
import { type Broadcast, type Program, slateName } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { Panel } from '../kit/panel.tsx'
import { Picture } from '../kit/picture.tsx'
import { ProgramPicture } from '../pieces/program-picture.tsx'
import { language, shared } from '../shell/language.ts'
import { mainOf } from '../tell/air.ts'
import { duration } from '../tell/figures.ts'
import { iconOf } from '../tell/level.ts'
import { profileText } from '../tell/misfit.ts'
import { carriedBy } from '../tell/names.ts'
import { type Take, takesOf } from '../tell/takes.ts'
import { commandsOf, isHeard } from './commands.ts'
import { broadcastWords } from './words.ts'

type AirProps = { readonly broadcast: Broadcast }

export function Air({ broadcast }: AirProps) {
  const words = broadcastWords[language.value]
  const isOn = broadcast.wish === 'on'
  return (
    <Panel title={words.air}>
      {{
        default: () => (
          <div class="air">
            <div class="now-on-air">
              <ProgramPicture broadcast={broadcast} />
              <ul class="programs">
                {broadcast.programs.map(program => (
                  <ProgramLine key={program.name} program={program} broadcast={broadcast} />
                ))}
              </ul>
              {isOn ? <Held broadcast={broadcast} /> : null}
              <p class="small">{figuresOf(broadcast)}</p>
            </div>
            <ul class="takes">
              {takesOf(broadcast, shared.value).map(take => (
                <TakeCard key={take.what} take={take} broadcast={broadcast} />
              ))}
            </ul>
          </div>
        ),
      }}
    </Panel>
  )
}
Air.props = ['broadcast']

function figuresOf({ programs }: Broadcast): string {
  const { program, units } = shared.value
  const profile = programs[0]?.profile ?? null
  const slateMs = Math.max(0, ...programs.map(({ counters }) => counters.slateMs))
  return [
    ...(profile === null ? [] : [`${program.profile} ${profileText(profile)}`]),
    ...(programs.length === 0 ? [] : [`${program.onSlate} ${duration(slateMs, units)}`]),
  ].join(' · ')
}

/** One program: what its viewers see now, and what follows. */
function ProgramLine({ program, broadcast }: { readonly program: Program; readonly broadcast: Broadcast }) {
  const { program: words, leg, units } = shared.value
  const { onAir, pending, cuts } = program
  const who = carriedBy([program.name], broadcast, shared.value)
  const atMs = cuts.at(-1)?.atMs
  const since = atMs === undefined ? '' : leg.for(duration(broadcast.nowMs - atMs, units))
  return (
    <li>
      {onAir === null ? null : <span class="tag">{words.onAir}</span>}
      <b>{onAir === null ? words.nothing : onAir === slateName ? words.slate : onAir}</b>
      {pending === null ? null : <span class="next-up">{`→ ${pending}: ${words.next}`}</span>}
      <span class="small">{[who === '' ? '' : words.to(who), since].filter(Boolean).join(' · ')}</span>
    </li>
  )
}
ProgramLine.props = ['program', 'broadcast']

function Held({ broadcast: { name, take } }: AirProps) {
  if (take === null) return null
  const { program } = shared.value
  return (
    <div class="hold">
      <p class="held">{program.held(take === slateName ? program.slate : take)}</p>
      {isHeard() ? <Button label={program.release} act={commandsOf(name).release} done="" /> : null}
    </div>
  )
}
Held.props = ['broadcast']

type TakeProps = { readonly take: Take; readonly broadcast: Broadcast }

function TakeCard({ take, broadcast }: TakeProps) {
  const { program } = shared.value
  const { what, level, name, isPreferred, onAir, state } = take
  const mayTake = isHeard() && broadcast.wish === 'on' && take.label !== null
  return (
    <li class="take" data-level={level} data-take={what}>
      {what === slateName ? null : <FeedPicture broadcast={broadcast} name={what} />}
      <div class="about">
        <Icon name={iconOf[level]} />
        <p>
          <b>{name}</b> {isPreferred ? <span class="small">{program.preferred} </span> : null}
          {onAir === '' ? null : <span class="tag">{onAir}</span>} <span class="says">{state}</span>
        </p>
        {mayTake ? (
          <Button
            key={`${take.label} ${take.ask === null}`}
            label={take.label ?? ''}
            ask={take.ask}
            yes={program.takeYes}
            refusal={take.refusal}
            act={() => commandsOf(broadcast.name).take(what)}
            done=""
          />
        ) : null}
      </div>
    </li>
  )
}
TakeCard.props = ['take', 'broadcast']

function FeedPicture({ broadcast, name }: { readonly broadcast: Broadcast; readonly name: string }) {
  const { picture } = shared.value
  const feed = view.value.feeds?.feeds.find(each => each.name === name)
  const program = mainOf(broadcast)
  const isOnAir = broadcast.wish === 'on' && program?.onAir === name
  return (
    <Picture
      path={`preview/feeds/${name}.flv`}
      title=""
      tag={isOnAir ? picture.onAir : program?.pending === name ? picture.next : ''}
      isExpected={feed !== undefined && feed.session !== null && feed.lastVideoAgeMs !== null}
    />
  )
}
FeedPicture.props = ['broadcast', 'name']
