// Events in English.
import { misfitIn } from './misfit.ts'
import {
  backup,
  type CutKind,
  cutKindOf,
  cutLevelOf,
  type Detail,
  legSaid,
  ms,
  profileIn,
  s,
  say,
  shutDoor,
  type Tell,
} from './tell.ts'
import { slateName } from '../live/types.ts'
import { en } from './words-en.ts'

const why = (text: string) => (text === '' ? '' : `: ${text}`)
const shown = (name: string) => (name === slateName ? en.program.slateName : name)
const only = (d: Detail, sentence: string) =>
  s(d, 'program') === '' ? sentence : `For ${s(d, 'program')}: ${sentence}`
const who = (d: Detail) => (s(d, 'by') === '' ? 'Somebody' : s(d, 'by'))
const by = (d: Detail) => (s(d, 'by') === '' ? '' : `, said ${s(d, 'by')}`)
const misfit = (d: Detail) => misfitIn(en, s(d, 'misfit'))

export const inEnglish: Readonly<Record<string, Tell>> = {
  'duty-began': d => say('good', `${s(d, 'name')} is on duty.`),
  'duty-ended': d =>
    s(d, 'why') === 'over'
      ? say('wait', `The duty of ${s(d, 'name')} is over; nobody is on duty.`)
      : say('off', `${s(d, 'name')} is off duty.`),
  'cue-sent': d => say('good', `A card was sent to the host: “${s(d, 'text')}”.`),
  'cue-seen': d => say('good', `The host confirmed the card “${s(d, 'text')}”.`),
  'leg-state': d => {
    const name = s(d, 'destination')
    const tail = why(s(d, 'why'))
    const texts = {
      carrying: `${name} takes the picture${backup(d, ' on its backup address')}`,
      stalled: `${name} stopped taking bytes`,
      waiting: `${name} waits before it tries again${tail}`,
      blocked: `${name} needs you${tail}`,
      stopped: `${name} was stopped`,
    }
    return legSaid(d, texts, '.')
  },
  'program-cut': d => {
    const [from, to] = [shown(s(d, 'from')), shown(s(d, 'to'))]
    const texts: Record<CutKind, string> = {
      start: `${to} is on air`,
      lostToSlate: `${from} was lost, viewers see the slate`,
      lostToFeed: `${from} was lost, ${to} stands in`,
      fromSlate: `${to} takes the place of the slate`,
      back: `Back from ${from} to ${to}`,
      byHand: `Cut from ${from} to ${to} by hand`,
      plain: `Cut from ${from} to ${to}`,
    }
    const kind = cutKindOf(d)
    const cost = kind === 'start' ? '' : ` (hole ${ms(d, 'gapMs')}, silence ${ms(d, 'silenceMs')})`
    const differs = s(d, 'misfit') === '' ? '' : ` ${to} does not fit the program: ${misfit(d)}.`
    const sentence = `${texts[kind]}${cost}.${differs}`.replace(/^the slate/, 'The slate')
    return say(cutLevelOf(d), only(d, sentence))
  },
  'content-bad': d => say('bad', `${s(d, 'feed')} on air is ${en.contents[s(d, 'what')] ?? s(d, 'what')}.`),
  'content-good': d =>
    say('good', `${s(d, 'feed')} is no longer ${en.contents[s(d, 'what')] ?? s(d, 'what')}.`),
  'leg-unshown': d =>
    say('bad', `${s(d, 'destination')} takes the stream and does not show it${why(s(d, 'why'))}.`),
  'leg-shown': d => say('good', `Viewers of ${s(d, 'destination')} see the stream.`),
  'sound-lost': d => say('bad', only(d, `The sound of ${s(d, 'feed')} is gone, silence goes out.`)),
  'sound-back': d => say('good', only(d, `The sound of ${s(d, 'feed')} is back.`)),
  'feed-changed': d =>
    s(d, 'misfit') === ''
      ? say('good', only(d, `${s(d, 'feed')} sends another picture or sound; it fits the program.`))
      : say('busy', only(d, `${s(d, 'feed')} does not fit the program any more: ${misfit(d)}.`)),
  'slate-ready': () => say('good', 'The slate is ready.'),
  'slate-failed': d => say('bad', `The slate cannot be made${why(s(d, 'why'))}. It is tried again.`),
  profile: (_, event) => {
    const profile = profileIn(event)
    return profile === null ? null : say('good', `The program’s profile is ${profile}.`)
  },
  'feed-up': d => say('good', `${s(d, 'feed')} arrives from ${s(d, 'remoteAddress')} (${s(d, 'encoder')}).`),
  'feed-down': d => say('busy', `The encoder of ${s(d, 'feed')} left${why(s(d, 'why'))}.`),
  'publish-refused': d =>
    say(
      'busy',
      `An encoder from ${s(d, 'remoteAddress')} was turned away: ${en.refused.why[s(d, 'reason')] ?? s(d, 'why')}`,
    ),
  start: (d, { detail }) =>
    say('good', `${who(d)} started the broadcast${detail.onSlate === true ? ', on the slate' : ''}.`),
  stop: d => say('off', `${who(d)} stopped the broadcast.`),
  take: d => say('good', `${who(d)} chose ${shown(s(d, 'feed'))} by hand.`),
  release: d => say('good', `Feeds are chosen by themselves again${by(d)}.`),
  retry: d => say('busy', `${who(d)} asked ${s(d, 'destination')} to try again.`),
  'destination-stop': d => say('off', `${who(d)} stopped ${s(d, 'destination')} alone.`),
  'destination-start': d => say('good', `${who(d)} started ${s(d, 'destination')} again.`),
  'room-ended': d => say('off', `The room of ${s(d, 'destination')} was ended at the platform${by(d)}.`),
  'endpoints-changed': d => say('good', `${s(d, 'destination')} has new addresses${by(d)}.`),
  'worker-started': d => say('good', `Worker ${s(d, 'worker')} runs (process ${s(d, 'pid')}).`),
  'worker-lost': d => say('bad', `Worker ${s(d, 'worker')} was lost${why(s(d, 'why'))}. A new one follows.`),
  comment: d => {
    const [feed, author, text, by] = [s(d, 'feed'), s(d, 'author'), s(d, 'text'), s(d, 'by')]
    if (s(d, 'state') === 'queued')
      return say('good', `${by} has ${feed} show what ${author} asks: “${text}”`)
    if (s(d, 'state') === 'shown') return say('good', `${feed} showed what ${author} asks: “${text}”`)
    if (s(d, 'state') === 'refused') return say('busy', `${feed} did not show “${text}”${why(s(d, 'why'))}.`)
    return s(d, 'state') === 'broken-off' ? say('busy', `${feed} was broken off showing “${text}”.`) : null
  },
  interjection: d => {
    const [feed, text, by] = [s(d, 'feed'), s(d, 'text'), s(d, 'by')]
    if (s(d, 'state') === 'queued') return say('good', `${by} has ${feed} say next: “${text}”`)
    if (s(d, 'state') === 'said') return say('good', `${feed} said: “${text}”`)
    if (s(d, 'state') === 'refused') return say('busy', `${feed} did not say “${text}”${why(s(d, 'why'))}.`)
    return s(d, 'state') === 'broken-off' ? say('busy', `${feed} was broken off in “${text}”.`) : null
  },
  listening: (_, event) => {
    const trouble = shutDoor(event)
    return trouble === null ? null : say('bad', `Encoders cannot connect: ${trouble}.`)
  },
}
