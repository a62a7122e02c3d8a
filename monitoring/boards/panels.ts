// The few kinds of panels our boards use. Grey is the colour of not knowing: green has to be earned.
import type {
  BarJson,
  FieldJson,
  LinesJson,
  MappingsJson,
  OverridesJson,
  PanelJson,
  StatJson,
  TimelineJson,
} from './grafana.ts'

export type Query = {
  readonly expr: string
  /** `{{destination}}` */
  readonly legend: string
  /** A broadcast on air need not have it. */
  readonly mayBeEmpty?: true
}

export type PanelPlan = {
  readonly title: string
  /** What it shows, for whoever has never seen it. */
  readonly about: string
  /** Of 24 columns. */
  readonly width: number
  readonly height: number
  readonly queries: readonly Query[]
  readonly panel: Omit<PanelJson, 'id' | 'gridPos' | 'targets' | 'title' | 'description' | 'datasource'>
  /** Asks for the present only. */
  readonly isInstant: boolean
}

type Look = Pick<PanelPlan, 'title' | 'about' | 'width' | 'height' | 'queries'> & {
  readonly unit?: string
  readonly decimals?: number
  readonly mappings?: MappingsJson
  /** Colours from a value on, the lowest first; before the first it is grey. */
  readonly steps?: readonly (readonly [from: number | null, color: string])[]
  readonly overrides?: OverridesJson
}

const unknown = '#6e7077'

function fieldOf({ unit, decimals, mappings = [], steps = [] }: Look): FieldJson {
  const known = steps.map(([value, color]) => ({ value, color }))
  return {
    color: { mode: 'thresholds' },
    thresholds: {
      mode: 'absolute',
      steps: known[0]?.value === null ? known : [{ value: null, color: unknown }, ...known],
    },
    mappings,
    noValue: '–',
    ...(unit === undefined ? {} : { unit }),
    ...(decimals === undefined ? {} : { decimals }),
  }
}

type Kind = {
  readonly type: string
  readonly options: object
  /** What of the field differs from the usual. */
  readonly field?: Partial<FieldJson>
  readonly isInstant: boolean
}

function planOf(look: Look, { type, options, field, isInstant }: Kind): PanelPlan {
  const { title, about, width, height, queries, overrides = [] } = look
  const fieldConfig = { defaults: { ...fieldOf(look), ...field }, overrides }
  return {
    title,
    about,
    width,
    height,
    queries,
    isInstant,
    panel: { type, options: { ...options }, fieldConfig },
  }
}

const last = { calcs: ['lastNotNull'], fields: '', values: false } as const

/** One tile per series, coloured by its value. `names`: the series' name is what is to be read. */
export function tiles(look: Look, text: 'value' | 'name' | 'value_and_name' = 'value_and_name'): PanelPlan {
  const options: StatJson = {
    colorMode: 'background_solid',
    graphMode: 'none',
    justifyMode: 'center',
    orientation: 'auto',
    percentChangeColorMode: 'standard',
    reduceOptions: last,
    showPercentChange: false,
    textMode: text,
    wideLayout: true,
  }
  return planOf(look, { type: 'stat', options, isInstant: true })
}

/** One bar per series, the longest against the panel's width. */
export function bars(look: Look): PanelPlan {
  const options: BarJson = {
    displayMode: 'basic',
    legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: false },
    maxVizHeight: 300,
    minVizHeight: 16,
    minVizWidth: 8,
    namePlacement: 'auto',
    orientation: 'horizontal',
    reduceOptions: last,
    showUnfilled: true,
    sizing: 'auto',
    valueMode: 'color',
  }
  return planOf(look, { type: 'bargauge', options, field: { min: 0 }, isInstant: true })
}

/** Lines over time. A gap in what is known is a gap in the line. */
export function lines(look: Look): PanelPlan {
  const options: LinesJson['options'] = {
    legend: { calcs: ['lastNotNull', 'max'], displayMode: 'table', placement: 'bottom', showLegend: true },
    tooltip: { mode: 'multi', sort: 'desc' },
  }
  const custom: LinesJson['field'] = {
    drawStyle: 'line',
    fillOpacity: 8,
    lineInterpolation: 'linear',
    lineWidth: 1,
    showPoints: 'never',
    spanNulls: false,
    thresholdsStyle: { mode: look.steps === undefined ? 'off' : 'dashed' },
  }
  const field: Partial<FieldJson> = { color: { mode: 'palette-classic' }, custom: { ...custom } }
  return planOf(look, { type: 'timeseries', options, field, isInstant: false })
}

/** One band per series, coloured by its state at the time. */
export function timeline(look: Look): PanelPlan {
  const options: TimelineJson['options'] = {
    alignValue: 'left',
    legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: false },
    mergeValues: true,
    rowHeight: 0.9,
    showValue: 'auto',
    tooltip: { mode: 'single', sort: 'none' },
  }
  const custom: TimelineJson['field'] = { fillOpacity: 80, lineWidth: 0 }
  return planOf(look, { type: 'state-timeline', options, field: { custom: { ...custom } }, isInstant: false })
}

/** What a number means, in words and a colour. */
export function words(
  meanings: Readonly<Record<number, readonly [text: string, color: string]>>,
): MappingsJson {
  const entries = Object.entries(meanings).map(([value, [text, color]], index) => [
    value,
    { text, color, index },
  ])
  return [
    { type: 'value', options: Object.fromEntries(entries) },
    { type: 'special', options: { match: 'null+nan', result: { text: '– 不知道 unknown', color: unknown } } },
  ]
}
