// Grafana's own types of what a board is made of, as they stand in JSON.
import type { Dashboard, Panel } from '@grafana/schema'
import type { Options as BarOptions } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen'
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen'
import type {
  FieldConfig as TimelineField,
  Options as TimelineOptions,
} from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen'
import type {
  FieldConfig as LinesField,
  Options as LinesOptions,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen'

/** Grafana's types name their words as enums; in JSON they are the words themselves. */
type Wire<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Each)[]
    ? readonly Wire<Each>[]
    : T extends object
      ? { readonly [Key in keyof T]: Wire<T[Key]> }
      : T

export type BoardJson = Wire<Dashboard>
export type PanelJson = Wire<Panel>
export type FieldJson = NonNullable<PanelJson['fieldConfig']>['defaults']
export type OverridesJson = NonNullable<PanelJson['fieldConfig']>['overrides']
export type MappingsJson = NonNullable<FieldJson['mappings']>
export type StatJson = Wire<StatOptions>
export type BarJson = Wire<BarOptions>
export type LinesJson = { readonly options: Wire<LinesOptions>; readonly field: Wire<LinesField> }
export type TimelineJson = { readonly options: Wire<TimelineOptions>; readonly field: Wire<TimelineField> }

/** Version of the classic board model that these types describe (Grafana 13). */
export const schemaVersion = 42
