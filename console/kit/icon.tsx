// A round mark for how a thing is. Shapes differ so that nobody needs to see colour: tick, arrows, bang, pause, dash, question.

const icons = {
  good: 'M5 12.5l4.5 4.5L19 7.5',
  busy: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4.5h-4.5',
  bad: 'M12 5v8.5M12 17.6v.9',
  wait: 'M9 6.5v11M15 6.5v11',
  off: 'M6 12h12',
  unknown: 'M9 9.2a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.3-1.6 2.6M12 18v.4',
} as const

export type IconName = keyof typeof icons

/** The word beside it says the same, so it is hidden from readers of the text. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" class="mark" data-icon={name} aria-hidden="true">
      <path d={icons[name]} />
    </svg>
  )
}
