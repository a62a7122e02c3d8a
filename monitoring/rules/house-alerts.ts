// Alerts on the house itself: processes, disk, messages to people, drills.
import type { Alert } from './rule.ts'

const dayS = 86_400
const job = 'job="changming"'
const free = 'changming_control_data_free_bytes'
const size = 'changming_control_data_size_bytes'
const lastPass = 'changming_drill_last_pass_timestamp_seconds'
const lastRun = 'changming_drill_last_run_timestamp_seconds'

const processAlerts: readonly Alert[] = [
  {
    name: 'ChangmingControlDown',
    severity: 'critical',
    expr: `absent(up{${job}}) or up{${job}} == 0`,
    for: '30s',
    runbook: 'control-down',
    en: {
      summary: 'Control of Changming cannot be scraped',
      description:
        'What is on air stays on air, but nobody sees it, replaces a dead worker or takes commands. All other alerts are blind.',
    },
    zh: {
      summary: '长明的控制进程抓不到指标',
      description: '在播的继续播，但没有人看着：死掉的工作进程不会被替换，命令不被接受，其他告警全都看不见。',
    },
    fires: { series: { other: '1x40' }, at: '2m', labels: { job: 'changming' } },
    quiet: { series: { [`up{${job},instance="host:8080"}`]: '1x40' }, at: '2m' },
  },
  {
    name: 'ChangmingWorkerDown',
    severity: 'critical',
    expr: 'changming_process_up == 0',
    for: '15s',
    runbook: 'worker-lost',
    en: {
      summary: 'Worker {{ $labels.process }} does not answer',
      description:
        'Control replaces a worker within seconds; this one has not come back. A relay worker away means that its broadcast reaches nobody; ingest away means that no camera arrives.',
    },
    zh: {
      summary: '工作进程 {{ $labels.process }} 没有应答',
      description:
        '控制进程会在几秒内替换工作进程，这一个没有回来。relay 不在，这场直播谁也收不到；ingest 不在，摄像机信号进不来。',
    },
    fires: {
      series: { 'changming_process_up{process="relay-evening"}': '1x8 0x32' },
      at: '4m',
      labels: { process: 'relay-evening' },
    },
    quiet: { series: { 'changming_process_up{process="relay-evening"}': '1x40' }, at: '4m' },
  },
  {
    name: 'ChangmingWorkerLost',
    severity: 'warning',
    expr: 'increase(changming_process_restarts_total[15m]) > 0',
    for: '0s',
    runbook: 'worker-lost',
    en: {
      summary: 'Worker {{ $labels.process }} was lost and replaced',
      description: 'Each time its legs connect anew, or its cameras come back. It must not happen at all.',
    },
    zh: {
      summary: '工作进程 {{ $labels.process }} 丢失过并已被替换',
      description: '每发生一次，推流都要重连，或摄像机都要重新接入。这本不该发生。',
    },
    fires: {
      series: { 'changming_process_restarts_total{process="ingest"}': '0x20 1x20' },
      at: '8m',
      labels: { process: 'ingest' },
    },
    quiet: { series: { 'changming_process_restarts_total{process="ingest"}': '3x40' }, at: '8m' },
  },
  {
    name: 'ChangmingDiskNearlyFull',
    severity: 'warning',
    expr: `${free} / ${size} < 0.1 or ${free} < 1e9`,
    for: '5m',
    runbook: 'disk-full',
    en: {
      summary: 'The disk of the data folder is nearly full',
      description:
        'Once it is full commands are refused, and what happens is not remembered. What is on air goes on.',
    },
    zh: {
      summary: '数据目录所在磁盘快满了',
      description: '满了以后命令会被拒绝，发生的事也记不下来；在播的会继续。',
    },
    fires: { series: { [free]: '9e9x60', [size]: '100e9x60' }, at: '10m', labels: {} },
    quiet: { series: { [free]: '20e9x60', [size]: '100e9x60' }, at: '10m' },
  },
  {
    name: 'ChangmingCannotStore',
    severity: 'critical',
    expr: 'changming_control_store_writable == 0 or changming_process_journal_writable == 0',
    for: '30s',
    runbook: 'disk-full',
    en: {
      summary: 'Changming cannot write to its disk',
      description:
        'Commands are refused and events live in memory only. What is on air goes on; a process that dies now forgets.',
    },
    zh: {
      summary: '长明写不了磁盘',
      description: '命令会被拒绝，事件只留在内存里。在播的会继续；此时若有进程死掉，就会丢失记录。',
    },
    fires: { series: { changming_control_store_writable: '1x8 0x32' }, at: '4m', labels: {} },
    quiet: {
      series: {
        changming_control_store_writable: '1x40',
        'changming_process_journal_writable{process="ingest"}': '1x40',
      },
      at: '4m',
    },
  },
]

const drillAlerts: readonly Alert[] = [
  {
    name: 'ChangmingDrillOverdue',
    severity: 'warning',
    expr: `time() - max(${lastPass}) > ${35 * dayS} or (absent(${lastPass}) and on () (max(up{${job}}) == 1))`,
    for: '1h',
    runbook: 'drill',
    en: {
      summary: 'No drill has passed for five weeks',
      description: 'Drills are monthly. How fast this house recovers is a guess until the next one.',
    },
    zh: {
      summary: '已有五周没有通过的演练',
      description: '演练每月一次。下次演练之前，恢复要多久只能靠猜。',
    },
    fires: { series: { [lastPass]: `-${36 * dayS}x300` }, at: '65m', labels: {} },
    quiet: { series: { [lastPass]: `-${34 * dayS}x300` }, at: '65m' },
  },
  {
    name: 'ChangmingDrillFailed',
    severity: 'warning',
    expr: `max(${lastRun}) > (max(${lastPass}) or vector(0))`,
    for: '0s',
    runbook: 'drill',
    en: {
      summary: 'The last drill failed',
      description: 'A fault was noticed too late, or not recovered from in time. The scorecard names it.',
    },
    zh: {
      summary: '上一次演练没有通过',
      description: '有故障发现得太晚，或没有按时恢复。成绩单上写着是哪一项。',
    },
    fires: { series: { [lastRun]: '2000x40', [lastPass]: '1000x40' }, at: '2m', labels: {} },
    quiet: { series: { [lastRun]: '2000x40', [lastPass]: '2000x40' }, at: '2m' },
  },
  {
    name: 'ChangmingDrillSlow',
    severity: 'warning',
    expr: 'max by (fault) (changming_drill_recovery_seconds) > 180',
    for: '0s',
    runbook: 'drill',
    en: {
      summary: 'In the last drill {{ $labels.fault }} took {{ $value | humanizeDuration }} to recover from',
      description: 'Three minutes is the limit; seconds are usual.',
    },
    zh: {
      summary: '上一次演练中 {{ $labels.fault }} 用了 {{ $value | humanizeDuration }} 才恢复',
      description: '上限是三分钟，平时只要几秒。',
    },
    fires: {
      series: { 'changming_drill_recovery_seconds{fault="uplink-cut"}': '200x40' },
      at: '2m',
      labels: { fault: 'uplink-cut' },
      value: '3m 20s',
    },
    quiet: { series: { 'changming_drill_recovery_seconds{fault="uplink-cut"}': '4x40' }, at: '2m' },
  },
]

const tellingAlerts: readonly Alert[] = [
  {
    name: 'ChangmingReceiverNotTold',
    severity: 'critical',
    expr: `changming_notifications_pending > 0 and on (receiver) increase(changming_notifications_total{outcome=~"failed|expired"}[10m]) > 0`,
    for: '2m',
    runbook: 'receiver-not-told',
    en: {
      summary: 'Messages to {{ $labels.receiver }} do not arrive',
      description:
        'Whoever reads there does not know what happens tonight. Messages are tried again; tell them another way.',
    },
    zh: {
      summary: '发给 {{ $labels.receiver }} 的通知送不到',
      description: '看那边消息的人不知道今晚出了什么事。系统会继续重试；请换一种方式告诉他们。',
    },
    fires: {
      series: {
        'changming_notifications_pending{receiver="on-duty"}': '1x40',
        'changming_notifications_total{receiver="on-duty",outcome="failed"}': '0+1x40',
      },
      at: '5m',
      labels: { receiver: 'on-duty' },
    },
    quiet: {
      series: {
        'changming_notifications_pending{receiver="on-duty"}': '0x40',
        'changming_notifications_total{receiver="on-duty",outcome="failed"}': '0+1x40',
      },
      at: '5m',
    },
  },
]

export const houseAlerts: readonly Alert[] = [...processAlerts, ...tellingAlerts, ...drillAlerts]
