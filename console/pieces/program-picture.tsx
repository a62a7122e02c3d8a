// The picture a broadcast sends, and what is written over it.
import type { Broadcast, Program } from '../live/types.ts'
import { slateName } from '../live/types.ts'
import { Picture } from '../kit/picture.tsx'
import { shared } from '../shell/language.ts'
import { airOf, mainOf } from '../tell/air.ts'
import { megabits } from '../tell/figures.ts'

type ProgramPictureProps = { readonly broadcast: Broadcast; readonly title?: string }

export function ProgramPicture({ broadcast, title }: ProgramPictureProps) {
  const program = mainOf(broadcast)
  const isGoingOut = broadcast.wish === 'on' && program !== undefined && program.onAir !== null
  return (
    <Picture
      key={broadcast.name}
      path={`preview/${broadcast.name}.flv`}
      title={title ?? shared.value.picture.program}
      tag={isGoingOut ? tagOf(program, broadcast) : ''}
      caption={isGoingOut ? captionOf(program) : ''}
      isExpected={isGoingOut}
    />
  )
}
ProgramPicture.props = ['broadcast', 'title']

function tagOf(program: Program, broadcast: Broadcast): string {
  const { picture } = shared.value
  if (broadcast.onAirSinceMs === null || airOf(program, broadcast).at === 'nothing') return ''
  return program.onAir === slateName ? picture.onSlate : picture.onAir
}

function captionOf({ video, profile, videoKbps, onAir }: Program): string {
  const size = video ?? profile
  const from = onAir === null ? [] : [onAir === slateName ? shared.value.program.slate : onAir]
  const measured =
    size === null ? [] : [`${size.widthPx}×${size.heightPx}`, `${megabits((videoKbps ?? 0) * 1_000)} Mb/s`]
  return [...from, ...measured].join(' · ')
}
