// A board: rows of panels, laid out from left to right, written as Grafana's JSON.
import { type BoardJson, type PanelJson, schemaVersion } from './grafana.ts'
import type { PanelPlan, Query } from './panels.ts'

export type RowPlan = {
  readonly title: string
  /** Drawn once for each value of this variable. */
  readonly repeat?: string
  readonly panels: readonly PanelPlan[]
}

export type BoardPlan = {
  readonly uid: string
  readonly title: string
  readonly about: string
  readonly from: string
  readonly refresh: string
  readonly rows: readonly RowPlan[]
  /** Whether somebody chooses one broadcast; else rows repeat over all. */
  readonly choosesBroadcast?: boolean
  readonly hasBroadcasts: boolean
}

/** As provisioned by monitoring/grafana/provisioning/datasources. */
const datasource = { type: 'prometheus', uid: 'changming' } as const
const tag = 'changming'

export function boardJson(plan: BoardPlan): BoardJson {
  return {
    uid: plan.uid,
    title: plan.title,
    description: plan.about,
    tags: [tag],
    schemaVersion,
    version: 1,
    editable: false,
    graphTooltip: 1,
    timezone: 'browser',
    refresh: plan.refresh,
    time: { from: plan.from, to: 'now' },
    timepicker: { refresh_intervals: ['5s', '10s', '30s', '1m', '5m'] },
    annotations: { list: [] },
    links: [boardLink],
    templating: { list: plan.hasBroadcasts ? [broadcastVariable(plan.choosesBroadcast === true)] : [] },
    panels: laidOut(plan.rows),
  }
}

const boardLink = {
  asDropdown: false,
  icon: 'external link',
  includeVars: true,
  keepTime: true,
  tags: [tag],
  targetBlank: false,
  title: '长明 Changming',
  tooltip: '',
  type: 'dashboards',
  url: '',
} as const

function broadcastVariable(
  isOne: boolean,
): NonNullable<NonNullable<BoardJson['templating']>['list']>[number] {
  const expr = 'label_values(changming_broadcast_wished_on, broadcast)'
  return {
    name: 'broadcast',
    label: '直播 broadcast',
    type: 'query',
    datasource,
    query: { qryType: 1, query: expr, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    refresh: 2,
    sort: 1,
    multi: !isOne,
    includeAll: !isOne,
    ...(isOne ? {} : { current: { text: ['All'], value: ['$__all'], selected: true } }),
  }
}

function laidOut(rows: readonly RowPlan[]): NonNullable<BoardJson['panels']> {
  const panels: NonNullable<BoardJson['panels']>[number][] = []
  let y = 0
  for (const { title, repeat, panels: plans } of rows) {
    const place = { x: 0, y, w: 24, h: 1 }
    const repeats = repeat === undefined ? {} : { repeat }
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title,
      collapsed: false,
      gridPos: place,
      panels: [],
      ...repeats,
    })
    y += 1
    let x = 0
    let height = 0
    for (const plan of plans) {
      if (x + plan.width > 24) {
        y += height
        x = height = 0
      }
      panels.push(panelJson(plan, panels.length + 1, { x, y, w: plan.width, h: plan.height }))
      x += plan.width
      height = Math.max(height, plan.height)
    }
    y += height
  }
  return panels
}

function panelJson(plan: PanelPlan, id: number, gridPos: NonNullable<PanelJson['gridPos']>): PanelJson {
  const { title, about, queries, isInstant, panel } = plan
  return {
    id,
    title,
    description: about,
    datasource,
    gridPos,
    targets: queries.map((query, i) => targetOf(query, i, isInstant)),
    ...panel,
  }
}

function targetOf({ expr, legend }: Query, i: number, isInstant: boolean): Record<string, unknown> {
  return {
    refId: String.fromCodePoint(65 + i),
    datasource,
    editorMode: 'code',
    expr,
    legendFormat: legend,
    instant: isInstant,
    range: !isInstant,
  }
}
