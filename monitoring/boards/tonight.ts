// Tonight: one row per broadcast. Green means that acknowledged bytes prove it; nothing else does.
import { proved, verdict } from '../rules/recordings.ts'
import { wishedOn } from '../rules/rule.ts'
import type { BoardPlan, RowPlan } from './board.ts'
import { tiles, timeline, words } from './panels.ts'

const of = '{broadcast="$broadcast"}'
const verdicts = words({
  [-1]: ['未开播 off air', '#4a4d57'],
  0: ['未证实 NOT PROVED', 'red'],
  1: ['在播已证实 PROVED', 'green'],
})
const proofs = words({ 0: ['未证实 no', 'red'], 1: ['已证实 yes', 'green'] })

const house: RowPlan = {
  title: '全屋 The house',
  panels: [
    tiles({
      title: '应在播 Wished on air',
      about: 'Broadcasts that somebody started and nobody stopped.',
      width: 6,
      height: 4,
      queries: [{ expr: 'sum(changming_broadcast_wished_on)', legend: '' }],
      steps: [[null, 'blue']],
    }),
    tiles({
      title: '未证实 Not proved',
      about: 'Broadcasts wished on air of which not every destination is proved.',
      width: 6,
      height: 4,
      queries: [
        {
          expr: `sum(changming_broadcast_wished_on) - (count(${verdict} == 1) or vector(0))`,
          legend: '',
        },
      ],
      steps: [
        [0, 'green'],
        [1, 'red'],
      ],
    }),
    tiles({
      title: '未了事故 Incidents open',
      about: 'Things that went wrong and are not over.',
      width: 6,
      height: 4,
      queries: [{ expr: 'sum(changming_incidents_open)', legend: '', mayBeEmpty: true }],
      steps: [
        [0, 'green'],
        [1, 'orange'],
      ],
    }),
    tiles({
      title: '进程 Processes',
      about: 'Processes that do not answer. While control is away nothing here is known.',
      width: 6,
      height: 4,
      queries: [{ expr: 'count(changming_process_up == 0) or 0 * sum(changming_process_up)', legend: '' }],
      steps: [
        [0, 'green'],
        [1, 'red'],
      ],
    }),
  ],
}

const broadcast: RowPlan = {
  title: '$broadcast',
  repeat: 'broadcast',
  panels: [
    tiles(
      {
        title: '$broadcast',
        about:
          'Green only when each destination carries, acknowledged nearly all bytes of the last half minute, and shows them where it can be played back.',
        width: 4,
        height: 4,
        queries: [{ expr: `${verdict}${of}`, legend: '' }],
        mappings: verdicts,
      },
      'value',
    ),
    tiles({
      title: '各平台 Destinations',
      about: 'Proved by the bytes that each platform acknowledged, and by its playback where it has one.',
      width: 11,
      height: 4,
      queries: [{ expr: `${proved}${of} and ${wishedOn}`, legend: '{{destination}}' }],
      mappings: proofs,
    }),
    tiles(
      {
        title: '正在播 On air',
        about: 'What each program shows now.',
        width: 4,
        height: 4,
        queries: [{ expr: `changming_program_on_air${of} == 1`, legend: '{{program}}: {{feed}}' }],
        steps: [[null, 'blue']],
        overrides: [
          {
            matcher: { id: 'byRegexp', options: '/: slate$/' },
            properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'orange' } }],
          },
        ],
      },
      'name',
    ),
    tiles({
      title: '不良秒数 Bad seconds',
      about: 'In the chosen time: seconds wished on air in which less than 90 % was acknowledged.',
      width: 5,
      height: 4,
      unit: 's',
      decimals: 0,
      queries: [
        {
          expr: `increase(changming_leg_wished_seconds_total${of}[$__range]) - increase(changming_leg_good_seconds_total${of}[$__range])`,
          legend: '{{destination}}',
        },
      ],
      steps: [
        [null, 'green'],
        [5, 'orange'],
        [30, 'red'],
      ],
    }),
    tiles(
      {
        title: '观众所见 What viewers get',
        about: 'From the playback of each destination that names one, held against what was sent.',
        width: 24,
        height: 3,
        queries: [
          {
            expr: `changming_leg_verified${of} == 1`,
            legend: '{{destination}}: {{state}}',
            mayBeEmpty: true,
          },
        ],
        steps: [[null, 'blue']],
        overrides: [
          {
            matcher: { id: 'byRegexp', options: '/: (frozen|old|dark)$/' },
            properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }],
          },
          {
            matcher: { id: 'byRegexp', options: '/: (late|unknown)$/' },
            properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'orange' } }],
          },
        ],
      },
      'name',
    ),
    timeline({
      title: '证实经过 Proof over time',
      about: 'When each destination was proved to be on air.',
      width: 24,
      height: 5,
      queries: [{ expr: `${proved}${of} and ${wishedOn}`, legend: '{{destination}}' }],
      mappings: proofs,
    }),
  ],
}

export const tonight: BoardPlan = {
  uid: 'changming-tonight',
  title: '长明 · 今晚 Tonight',
  about: 'One row per broadcast. Green only when acknowledged bytes prove it; grey is not knowing.',
  from: 'now-3h',
  refresh: '5s',
  rows: [house, broadcast],
  hasBroadcasts: true,
}
