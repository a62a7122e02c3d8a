// The audit's sentences in English.
import type { About, Phrases } from './audit-tell.ts'
import { textIn } from './changes.ts'

const base = '/api/broadcasts/{broadcast}'

/** `{x}` is a name in the path: most calls say no more. */
const plain =
  (sentence: string) =>
  ({ name }: About): string =>
    sentence.replaceAll(/\{([a-z]+)\}/g, (_, part: string) => name(part))

const putOrMake =
  (make: string, change: string) =>
  (about: About): string =>
    plain(about.isNew ? make : change)(about)

function account(about: About): string {
  const name = textIn(about.after, 'title') || about.name('account')
  const role = textIn(about.after, 'role') || about.sent('role')
  if (about.isNew) return `make the account ${name} (${role})`
  const parts = [
    ...(textIn(about.before, 'role') === textIn(about.after, 'role') ? [] : [`make ${name} ${role}`]),
    ...(about.sent('password') === '' ? [] : [`set a new password for ${name}`]),
  ]
  return parts.length > 0 ? parts.join(' and ') : `change the account ${name}`
}

const addresses = (count: number | null) => (count === 1 ? '1 address' : `${count ?? '?'} addresses`)

const onAir: Phrases['calls'] = {
  [`PUT ${base}`]: putOrMake('make the broadcast {broadcast}', 'change the plan of {broadcast}'),
  [`DELETE ${base}`]: plain('remove the broadcast {broadcast}'),
  [`POST ${base}/start`]: plain('start {broadcast}'),
  [`POST ${base}/stop`]: plain('stop {broadcast}'),
  [`POST ${base}/take`]: ({ name, sent }) => `put ${sent('feed')} on air by hand in ${name('broadcast')}`,
  [`POST ${base}/release`]: plain('return {broadcast} to automatic choice'),
  [`POST ${base}/preflight`]: plain('run a preflight of {broadcast}'),
  [`PUT ${base}/destinations/{destination}/endpoints`]: ({ name, destination, count }) =>
    `give ${destination} of ${name('broadcast')} ${addresses(count)}`,
  [`POST ${base}/destinations/{destination}/retry`]: ({ name, destination }) =>
    `have ${destination} of ${name('broadcast')} try again`,
  [`POST ${base}/destinations/{destination}/start`]: ({ name, destination }) =>
    `push ${name('broadcast')} to ${destination}`,
  [`POST ${base}/destinations/{destination}/stop`]: ({ name, destination }) =>
    `stop pushing ${name('broadcast')} to ${destination}`,
  [`PUT ${base}/duty`]: ({ name, sent }) => `put ${sent('name')} on duty for ${name('broadcast')}`,
  [`DELETE ${base}/duty`]: plain('end the duty for {broadcast}'),
  [`PUT ${base}/prompter`]: plain('set up the teleprompter of {broadcast}'),
  [`POST ${base}/prompter/cues`]: ({ name, sent }) =>
    `show the host of ${name('broadcast')} the cue card “${sent('text')}”`,
  [`DELETE ${base}/prompter/cues/{cue}`]: plain('withdraw a cue card of {broadcast}'),
}

const things: Phrases['calls'] = {
  'PUT /api/feeds/{feed}': putOrMake('make the feed {feed}', 'change the feed {feed}'),
  'DELETE /api/feeds/{feed}': plain('remove the feed {feed}'),
  'POST /api/feeds/{feed}/key': plain('give the feed {feed} a new key'),
  'POST /api/feeds/{feed}/say': ({ name, sent }) =>
    `have ${name('feed')} say ${sent('text') === '' ? 'a sentence' : `“${sent('text')}”`}`,
  'DELETE /api/feeds/{feed}/say/{id}': plain('take back a sentence that {feed} was to say'),
  'PUT /api/hosts/{host}': putOrMake('upload the host {host}', 'replace the host {host}'),
  'DELETE /api/hosts/{host}': plain('remove the host {host}'),
  'PUT /api/scripts/{script}': putOrMake('make the script {script}', 'change the script {script}'),
  'DELETE /api/scripts/{script}': plain('remove the script {script}'),
  'PUT /api/sets/{set}': putOrMake('make the set {set}', 'change the set {set}'),
  'DELETE /api/sets/{set}': plain('remove the set {set}'),
  'PUT /api/slates/{slate}': putOrMake('upload the slate {slate}', 'replace the slate {slate}'),
  'DELETE /api/slates/{slate}': plain('remove the slate {slate}'),
  'PUT /api/policies/{platform}': plain('change the policy of {platform}'),
  'PUT /api/receivers/{receiver}': putOrMake(
    'make the receiver {receiver}',
    'change the receiver {receiver}',
  ),
  'DELETE /api/receivers/{receiver}': plain('remove the receiver {receiver}'),
  'POST /api/receivers/{receiver}/test': plain('send the receiver {receiver} a test message'),
  'POST /api/incidents/{incident}/acknowledge': plain('acknowledge the incident {incident}'),
  'POST /api/drills': () => 'begin a drill',
  'POST /api/drills/{drill}/acknowledge': plain('acknowledge the page of the drill {drill}'),
}

const people: Phrases['calls'] = {
  'PUT /api/accounts/{account}': account,
  'DELETE /api/accounts/{account}': about =>
    `remove the account ${textIn(about.before, 'title') || about.name('account')}`,
  'POST /api/accounts/{account}/password': () => 'change their own password',
  'POST /api/tokens': ({ sent }) => `make the token ${sent('name')} (${sent('role')})`,
  'DELETE /api/tokens/{token}': plain('take back the token {token}'),
  'DELETE /api/session': () => 'sign out',
  'DELETE /api/sessions/{session}': ({ before }) => `end a session of ${textIn(before, 'name')}`,
}

const tooMany = 'asked too often'

export const inEnglish: Phrases = {
  calls: { ...onAir, ...things, ...people },
  other: (method, path) => `call ${method} ${path}`,
  done: (who, phrase) => `${who} ${past(phrase)}.`,
  refused: (who, phrase, why) => `${who} wanted to ${phrase} and was refused: ${why}.`,
  failed: (who, phrase) => `${who} wanted to ${phrase}; it did not succeed.`,
  causes: {
    'control/forbidden': 'their role may not',
    'control/unauthorized': 'not signed in',
    'control/wrong-origin': 'asked from another page',
    'control/wrong-host': 'asked under another name',
    'control/too-many': tooMany,
    'control/wrong-password': 'the present password was not right',
  },
  otherCause: 'no right to',
  signedIn: who => `${who} signed in.`,
  signInRefused: (who, why) =>
    why === tooMany
      ? `Sign-in refused: too many wrong passwords${who === null ? '' : ` for the account ${who}`}.`
      : who === null
        ? 'Somebody failed to sign in: account, password or token was wrong.'
        : `Somebody failed to sign in as ${who}: the password was wrong.`,
  stranger: 'A visitor who is not signed in',
}

const irregular: Readonly<Record<string, string>> = {
  make: 'made',
  put: 'put',
  set: 'set',
  give: 'gave',
  have: 'had',
  run: 'ran',
  take: 'took',
  send: 'sent',
  begin: 'began',
  show: 'showed',
  stop: 'stopped',
  withdraw: 'withdrew',
}

/** "make x and set y" → "made x and set y": the verb at the front, and the one after "and" where there are two commands. */
export function past(phrase: string): string {
  return phrase
    .split(/ and (?=set a new password)/)
    .map(each =>
      each.replace(/^[a-z]+/, verb => irregular[verb] ?? (/e$/.test(verb) ? `${verb}d` : `${verb}ed`)),
    )
    .join(' and ')
}
