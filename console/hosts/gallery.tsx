// Who may present: cards of hosts with their licences, the operator's own uploaded here.
import { defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { ask } from '../live/ask.ts'
import { mayAct } from '../live/session.ts'
import { useWords } from '../shell/language.ts'
import { FileUpload } from './file-upload.tsx'
import { hosts, readHosts } from './shelf.ts'
import { hostStills } from './stills.ts'
import { megabytes } from './telling.ts'
import type { Host } from './types.ts'
import { hostWords } from './words.ts'

type GalleryProps = {
  readonly shown: string
  readonly nameOf: (host: string) => string
  readonly onShow: (host: string) => void
}

export function Gallery({ shown, nameOf, onShow }: GalleryProps) {
  const all = [...(hosts.value?.ready ?? []), ...(hosts.value?.own ?? [])]
  return (
    <ul class="cards">
      {all.map(host => (
        <HostCard
          key={host.name}
          host={host}
          called={nameOf(host.name)}
          isShown={shown === host.name}
          onShow={() => onShow(host.name)}
        />
      ))}
    </ul>
  )
}
Gallery.props = ['shown', 'nameOf', 'onShow']

type CardProps = {
  readonly host: Host
  readonly called: string
  readonly isShown: boolean
  readonly onShow: () => void
}

function HostCard({ host, called, isShown, onShow }: CardProps) {
  const words = useWords(hostWords).value.gallery
  const still = hostStills[host.name]
  const isOurs = host.manner !== undefined
  const remove = async () => {
    await ask('DELETE', `api/hosts/${host.name}`)
    await readHosts()
  }
  return (
    <li class="card" data-shown={isShown || undefined}>
      {still ? <img src={still} alt="" /> : <span class="initial">{called.slice(0, 1)}</span>}
      <div class="about">
        <h3>{called}</h3>
        <p class="hint">{isOurs ? oursIn(host, words) : `${words.own} · ${host.name}`}</p>
        <p class="hint">{licenceIn(host, words)}</p>
        {host.credit === undefined ? null : <p class="hint">{words.credit(host.credit)}</p>}
        {host.leave === undefined ? null : <p class="hint">{words.leaveIs(host.leave)}</p>}
        <Findings says={words.refusals} findings={host.refusals} kind="trouble" />
        <Findings says={words.warnings} findings={host.warnings} kind="hint" />
        <div class="row-of-buttons">
          <button type="button" aria-pressed={isShown} onClick={onShow}>
            {isShown ? words.looking : words.look}
            <span class="hidden"> {called}</span>
          </button>
          {!isOurs && mayAct.value ? (
            <Button label={words.remove} tone="end" ask={words.removeAsk(called)} act={remove} done="" />
          ) : null}
        </div>
      </div>
    </li>
  )
}
HostCard.props = ['host', 'called', 'isShown', 'onShow']

type GalleryWords = (typeof hostWords)['zh']['gallery']

function oursIn({ manner, category, bytes }: Host, words: GalleryWords): string {
  const kind = words.categories[category as keyof typeof words.categories] ?? ''
  return [words.mine, manner === undefined ? '' : words.manners[manner], kind, words.size(megabytes(bytes))]
    .filter(Boolean)
    .join(' · ')
}

function licenceIn({ licence, manner, version }: Host, words: GalleryWords): string {
  if (manner !== undefined) return `VRM ${version} · ${words.cc0}`
  if (licence === undefined) return `VRM ${version}`
  return [`VRM ${version}`, words.use[licence.whoMayUse], words.commercial[licence.commercial]].join(' · ')
}

type FindingsProps = {
  readonly says: string
  readonly findings: Host['warnings']
  readonly kind: 'trouble' | 'hint'
}

function Findings({ says, findings, kind }: FindingsProps) {
  if (findings.length === 0) return null
  return (
    <div class={kind}>
      {says}
      <ul class="findings">
        {findings.map(({ code, sentence }) => (
          <li key={code}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}
Findings.props = ['says', 'findings', 'kind']

const mostBytes = 67_108_864
const uploadMs = 120_000

export const Upload = defineComponent(() => {
  const words = useWords(hostWords)
  const leave = ref('')
  const put = async (name: string, file: File) => {
    const stated = leave.value.trim() === '' ? '' : `?leave=${encodeURIComponent(leave.value.trim())}`
    await ask('PUT', `api/hosts/${encodeURIComponent(name)}${stated}`, file, { waitMs: uploadMs })
    leave.value = ''
    await readHosts()
  }
  return () => {
    const said = words.value.gallery
    return (
      <FileUpload says={said} accept=".vrm,model/gltf-binary" mostBytes={mostBytes} put={put}>
        {{
          default: () => (
            <TextField
              label={said.leave}
              hint={said.leaveHint}
              value={leave.value}
              maxLength={300}
              onWrite={written => (leave.value = written)}
            />
          ),
        }}
      </FileUpload>
    )
  }
})
