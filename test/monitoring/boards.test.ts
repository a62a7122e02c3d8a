// The boards as Grafana gets them. That each field is one that Grafana knows is checked by its own types, in `npm run types`.
import { expect, test } from 'vitest'
import { boardJson } from '../../monitoring/boards/board.ts'
import { boards } from '../../scripts/monitoring/grafana-files.ts'

const cases = boards.map(plan => ({ uid: plan.uid, board: boardJson(plan) }))
const tonight = boards[0]

test.for(cases)(
  '$uid: panels have ids of their own, stay within 24 columns and lie over nobody',
  ({ board }) => {
    const panels = board.panels ?? []
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const taken = new Set<string>()
    for (const { gridPos } of panels) {
      const { x, y, w, h } = gridPos ?? { x: 0, y: 0, w: 0, h: 0 }
      expect(x + w).toBeLessThanOrEqual(24)
      for (let column = x; column < x + w; column++)
        for (let line = y; line < y + h; line++) {
          expect(taken).not.toContain(`${column} ${line}`)
          taken.add(`${column} ${line}`)
        }
    }
  },
)

test.for(cases)('$uid: a variable that is used is declared', ({ board }) => {
  const declared = (board.templating?.list ?? []).map(({ name }) => name)
  const used = [...JSON.stringify(board.panels).matchAll(/\$([a-z]\w*)/g)].map(([, name]) => name)
  expect(used.filter(name => !declared.includes(name ?? ''))).toEqual([])
})

test.for(cases)('$uid: nothing is green before it is known', ({ board }) => {
  for (const panel of board.panels ?? []) {
    const defaults = 'fieldConfig' in panel ? panel.fieldConfig?.defaults : undefined
    expect(defaults?.noValue ?? '–').toBe('–')
    const unknown = (defaults?.mappings ?? []).filter(({ type }) => type === 'special')
    expect(JSON.stringify(unknown)).not.toContain('green')
  }
})

test('tonight has one row per broadcast, green by proof alone', () => {
  const row = tonight?.rows.find(({ repeat }) => repeat === 'broadcast')
  const isGreen = (value: unknown) => JSON.stringify(value).includes('"green"')
  const green = row?.panels.filter(({ panel }) => isGreen(panel.fieldConfig)) ?? []
  expect(green).toHaveLength(4)
  for (const { queries } of green)
    for (const { expr } of queries)
      expect(expr).toMatch(
        /changming:leg_proved|changming:broadcast_verdict|changming_leg_good_seconds_total/,
      )
})
