// The words of the scorecard, in both languages of the house.
import type { Sentences } from '../incident/types.ts'
import type { DrillFault, DrillOutcome, Result } from './types.ts'

export const faultNames: Readonly<Record<DrillFault, Sentences>> = {
  'camera-killed': { zh: '摄像机断电', en: 'camera killed' },
  'camera-frozen': { zh: '摄像机卡死', en: 'camera frozen' },
  'endpoint-frozen': { zh: '平台地址冻结', en: 'endpoint frozen' },
  'endpoint-reset': { zh: '平台地址断开', en: 'endpoint reset' },
  'publish-refused': { zh: '平台拒绝推流', en: 'publish refused' },
  'uplink-cut': { zh: '上行全断', en: 'uplink cut' },
  'ingest-killed': { zh: '接入进程被杀', en: 'ingest killed' },
  'relay-killed': { zh: '转发进程被杀', en: 'relay worker killed' },
  'control-killed': { zh: '控制进程被杀', en: 'control killed' },
  'disk-full': { zh: '磁盘写满', en: 'disk full' },
}

/** How each is acted, for whoever wonders what was proved. */
export const faultActs: Readonly<Record<DrillFault, Sentences>> = {
  'camera-killed': {
    zh: 'SIGKILL 杀掉摄像机进程，再启动',
    en: 'the camera’s processes by SIGKILL, then started again',
  },
  'camera-frozen': {
    zh: 'SIGSTOP 停住摄像机，连接不断',
    en: 'the camera by SIGSTOP, its connection left open',
  },
  'endpoint-frozen': {
    zh: '主地址不再读取，也不应答',
    en: 'the address in use reads and answers nothing any more',
  },
  'endpoint-reset': { zh: '主地址发 RST 断开', en: 'the address in use resets its connection (RST)' },
  'publish-refused': {
    zh: '两个地址都断开并拒绝推流',
    en: 'both addresses of a platform drop it and refuse to publish',
  },
  'uplink-cut': { zh: '所有平台同时停止读取', en: 'all stand-ins stop reading at once' },
  'ingest-killed': { zh: 'SIGKILL 杀掉接入进程', en: 'the ingest process by SIGKILL' },
  'relay-killed': { zh: 'SIGKILL 杀掉转发进程', en: 'the relay worker by SIGKILL' },
  'control-killed': { zh: 'SIGKILL 杀掉控制进程，再启动', en: 'control by SIGKILL, then started again' },
  'disk-full': {
    zh: '把各进程的文件大小上限降到零（RLIMIT_FSIZE），什么都写不进去',
    en: 'the file size limit of all its processes lowered to nothing (RLIMIT_FSIZE): nothing can be written',
  },
}

export const outcomes: Readonly<Record<DrillOutcome, Sentences>> = {
  passed: { zh: '通过', en: 'Passed' },
  failed: { zh: '未通过', en: 'Failed' },
  unfinished: { zh: '未完成', en: 'Not finished' },
}

export const verdicts: Readonly<Record<Result['verdict'], Sentences>> = {
  kept: { zh: '守诺', en: 'kept' },
  broken: { zh: '失诺', en: 'broken' },
  'not-run': { zh: '未做', en: 'not run' },
}
