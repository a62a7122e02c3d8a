// The operator's own logos, which a plan shows in a corner of the picture.
import { Button } from '../kit/button.tsx'
import { addressOf, ask } from '../live/ask.ts'
import { mayAct } from '../live/session.ts'
import { useWords } from '../shell/language.ts'
import { FileUpload } from './file-upload.tsx'
import { logos, readLogos } from './shelf.ts'
import type { Logo } from './types.ts'
import { hostWords } from './words.ts'

const mostBytes = 524_288

export function Logos() {
  const said = useWords(hostWords).value.logos
  const put = async (name: string, file: File) => {
    await ask('PUT', `api/logos/${encodeURIComponent(name)}`, file)
    await readLogos()
  }
  return (
    <div class="logos">
      <p class="hint">{said.hint}</p>
      {logos.value.length === 0 ? <p class="hint">{said.none}</p> : null}
      <ul class="logo-cards">
        {logos.value.map(logo => (
          <LogoCard key={logo.name} logo={logo} />
        ))}
      </ul>
      {mayAct.value ? (
        <FileUpload says={said} accept=".png,image/png" mostBytes={mostBytes} put={put} />
      ) : null}
    </div>
  )
}

function LogoCard({ logo: { name, widthPx, heightPx, bytes } }: { readonly logo: Logo }) {
  const said = useWords(hostWords).value.logos
  const remove = async () => {
    await ask('DELETE', `api/logos/${name}`)
    await readLogos()
  }
  return (
    <li class="logo-card">
      <img key={bytes} src={addressOf(`api/logos/${name}/picture`)} alt={said.alt(name)} />
      <span>{name}</span>
      <span class="hint">
        {widthPx}×{heightPx}
      </span>
      {mayAct.value ? (
        <Button label={said.remove} tone="end" ask={said.removeAsk(name)} act={remove} done="" />
      ) : null}
    </li>
  )
}
LogoCard.props = ['logo']
