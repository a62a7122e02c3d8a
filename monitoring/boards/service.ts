// What was promised and what was kept: availability, incidents, drills, and the house they depend on.
import { budgetLeft, errorRatio, objective } from '../rules/recordings.ts'
import type { BoardPlan, RowPlan } from './board.ts'
import { bars, lines, tiles, words } from './panels.ts'

const leg = '{{broadcast}} · {{destination}}'
const burn = (window: '5m' | '1h' | '6h') => ({
  expr: `${errorRatio(window)} / ${Number((1 - objective).toFixed(6))}`,
  legend: `${leg} ${window}`,
})
/** The 95th percentile by kind, of what was observed in the chosen time. */
const slowest = (histogram: string) => ({
  expr: `histogram_quantile(0.95, sum by (kind, le) (increase(changming_${histogram}_bucket[$__range])))`,
  legend: '{{kind}}',
  mayBeEmpty: true as const,
})
const recoveries = [
  [null, 'green'],
  [60, 'orange'],
  [180, 'red'],
] as const

const availability: RowPlan = {
  title: '可用性 Availability',
  panels: [
    tiles({
      title: '30 天可用性 Availability over 30 days',
      about:
        'Seconds in which 90 % of what the program sent was acknowledged ÷ seconds wished on air. Promised: 99.9 %.',
      width: 8,
      height: 8,
      unit: 'percentunit',
      decimals: 3,
      queries: [{ expr: `1 - ${errorRatio('30d')}`, legend: leg }],
      steps: [
        [null, 'red'],
        [objective, 'green'],
      ],
    }),
    bars({
      title: '剩余额度 Error budget left',
      about: 'What of the allowed 0.1 % of 30 days is left.',
      width: 8,
      height: 8,
      unit: 'percentunit',
      queries: [{ expr: budgetLeft, legend: leg }],
      steps: [
        [null, 'red'],
        [0.1, 'orange'],
        [0.5, 'green'],
      ],
    }),
    lines({
      title: '消耗速度 Burn rate',
      about: 'How many times faster than allowed the budget is spent. 14.4 wakes somebody.',
      width: 8,
      height: 8,
      queries: [burn('5m'), burn('1h'), burn('6h')],
      steps: [
        [null, 'green'],
        [14.4, 'red'],
      ],
    }),
  ],
}

const incidents: RowPlan = {
  title: '事故 Incidents',
  panels: [
    bars({
      title: '未了 Open',
      about: 'By kind.',
      width: 6,
      height: 7,
      queries: [{ expr: 'sum by (kind) (changming_incidents_open)', legend: '{{kind}}', mayBeEmpty: true }],
      steps: [
        [null, 'green'],
        [1, 'red'],
      ],
    }),
    bars({
      title: '多快发现 Detection',
      about: '95 of 100 were noticed within this time of the first evidence.',
      width: 6,
      height: 7,
      unit: 's',
      queries: [slowest('incident_detection_seconds')],
      steps: recoveries,
    }),
    bars({
      title: '多快恢复 Recovery',
      about: '95 of 100 were over within this time. The limit is three minutes.',
      width: 6,
      height: 7,
      unit: 's',
      queries: [slowest('incident_recovery_seconds')],
      steps: recoveries,
    }),
    bars({
      title: '多快有人应答 Acknowledgement',
      about: '95 of 100 were acknowledged by a person within this time.',
      width: 6,
      height: 7,
      unit: 's',
      queries: [slowest('incident_acknowledge_seconds')],
      steps: recoveries,
    }),
  ],
}

const drills: RowPlan = {
  title: '演练 Drills',
  panels: [
    tiles({
      title: '上次通过至今 Since a drill passed',
      about: 'Drills are monthly.',
      width: 6,
      height: 7,
      unit: 's',
      queries: [
        { expr: 'time() - max(changming_drill_last_pass_timestamp_seconds)', legend: '', mayBeEmpty: true },
      ],
      steps: [
        [0, 'green'],
        [31 * 86_400, 'orange'],
        [35 * 86_400, 'red'],
      ],
    }),
    tiles({
      title: '上次结果 The last one',
      about: 'Whether the last drill that ran passed.',
      width: 6,
      height: 7,
      queries: [
        {
          expr: 'max(changming_drill_last_pass_timestamp_seconds) >= bool max(changming_drill_last_run_timestamp_seconds)',
          legend: '',
          mayBeEmpty: true,
        },
      ],
      mappings: words({ 0: ['没通过 failed', 'red'], 1: ['通过 passed', 'green'] }),
    }),
    bars({
      title: '各项恢复用时 Recovery by fault',
      about: 'Of the last drill. The limit is three minutes.',
      width: 12,
      height: 7,
      unit: 's',
      queries: [
        { expr: 'max by (fault) (changming_drill_recovery_seconds)', legend: '{{fault}}', mayBeEmpty: true },
      ],
      steps: recoveries,
    }),
  ],
}

const house: RowPlan = {
  title: '全屋 The house',
  panels: [
    tiles({
      title: '进程 Processes',
      about: 'Whether each answers.',
      width: 6,
      height: 7,
      queries: [{ expr: 'changming_process_up', legend: '{{process}}' }],
      mappings: words({ 0: ['没应答 no answer', 'red'], 1: ['正常 up', 'green'] }),
    }),
    bars({
      title: '丢失并替换 Lost and replaced',
      about: 'Workers, in the chosen time.',
      width: 6,
      height: 7,
      decimals: 0,
      queries: [
        { expr: 'round(increase(changming_process_restarts_total[$__range]))', legend: '{{process}}' },
      ],
      steps: [
        [null, 'green'],
        [1, 'red'],
      ],
    }),
    lines({
      title: 'CPU',
      about: 'Cores in use by each process.',
      width: 6,
      height: 7,
      queries: [
        { expr: 'rate(changming_process_cpu_seconds_total[$__rate_interval])', legend: '{{process}}' },
      ],
    }),
    lines({
      title: '内存 Memory',
      about: 'Resident memory of each process.',
      width: 6,
      height: 7,
      unit: 'bytes',
      queries: [{ expr: 'changming_process_resident_memory_bytes', legend: '{{process}}' }],
    }),
    lines({
      title: '事件循环迟到 Event loop late',
      about: 'How late each process comes to what it has to do.',
      width: 6,
      height: 7,
      unit: 's',
      queries: [{ expr: 'changming_process_event_loop_lag_seconds', legend: '{{process}}' }],
    }),
    tiles({
      title: '写得了吗 Can be written',
      about: 'The store of control, and the journals of workers.',
      width: 6,
      height: 7,
      queries: [
        { expr: 'changming_control_store_writable', legend: 'control' },
        { expr: 'changming_process_journal_writable', legend: '{{process}}' },
      ],
      mappings: words({ 0: ['写不了 no', 'red'], 1: ['可以 yes', 'green'] }),
    }),
    tiles({
      title: '磁盘剩余 Disk left',
      about: 'Of the disk on which the data folder lies.',
      width: 6,
      height: 7,
      unit: 'percentunit',
      queries: [
        { expr: 'changming_control_data_free_bytes / changming_control_data_size_bytes', legend: '' },
      ],
      steps: [
        [null, 'red'],
        [0.1, 'orange'],
        [0.2, 'green'],
      ],
    }),
    bars({
      title: '门口拒绝的 Turned away at the door',
      about: 'Connections to the front door for cameras, by reason, in the chosen time.',
      width: 6,
      height: 7,
      decimals: 0,
      queries: [
        {
          expr: 'round(increase(changming_ingest_sessions_refused_total[$__range])) > 0',
          legend: '{{reason}}',
          mayBeEmpty: true,
        },
      ],
      steps: [[null, 'orange']],
    }),
  ],
}

export const service: BoardPlan = {
  uid: 'changming-slo',
  title: '长明 · 承诺与演练 SLO and drills',
  about:
    'What was promised and what was kept, what went wrong, and how fast the house recovers when it is tried.',
  from: 'now-24h',
  refresh: '30s',
  rows: [availability, incidents, drills, house],
  hasBroadcasts: false,
}
