// What viewers see, judged: the slate, a standby camera, a camera that does not fit, silence.
import { expect, test } from 'vitest'
import { timeOfDay } from '../../console/tell/figures.ts'
import type { Broadcast, Feeds } from '../../console/live/types.ts'
import { judge } from '../../console/tell/verdict.ts'
import { en } from '../../console/tell/words-en.ts'
import { zh } from '../../console/tell/words-zh.ts'
import { broadcast, cut, feed, feedOf, feeds, leg, nowMs, program } from './samples.ts'

const camera = feeds(feed('camera-a', 30))
const nobody = feeds(feed('camera-a', null))
const at = timeOfDay(nowMs - 5_000)
const allWell = 'On air. All 3 destinations take the picture.'
const publish = 'Set the encoder to rtmp://house/live and its stream key, then start sending.'
const lost = [cut('camera-a', 'slate', 'lost')]
const small = '1280x720 instead of 1920x1080'

type Row = readonly [
  what: string,
  changes: Partial<Broadcast>,
  feeds: Feeds | null,
  level: string,
  headline: string,
  details: readonly string[],
]

const rows: readonly Row[] = [
  [
    'the only camera is lost',
    { programs: [program('slate', { cuts: lost })] },
    nobody,
    'bad',
    'Viewers see the slate.',
    [
      `camera-a was lost at ${at}, 5 s ago.`,
      'No feed is fit for air. See to the camera and its encoder.',
      publish,
    ],
  ],
  [
    'the camera is lost and a destination is too',
    {
      programs: [program('slate', { cuts: lost })],
      legs: [leg('douyin', 'carrying'), leg('kuaishou', 'waiting')],
    },
    nobody,
    'bad',
    'Viewers see the slate.',
    [
      `camera-a was lost at ${at}, 5 s ago.`,
      'No feed is fit for air. See to the camera and its encoder.',
      publish,
      'Kuaishou: coming back by itself.',
    ],
  ],
  [
    'nobody knows any more when the slate came on',
    { programs: [program('slate')] },
    nobody,
    'bad',
    'Viewers see the slate.',
    ['No feed is fit for air. See to the camera and its encoder.', publish],
  ],
  [
    'the camera is back and proves itself',
    { programs: [program('slate', { cuts: lost, feeds: [feedOf('camera-a')] })] },
    camera,
    'busy',
    'Viewers see the slate, soon camera-a again.',
    [`camera-a was lost at ${at}, 5 s ago.`, 'camera-a sends again and goes on air if it stays.'],
  ],
  [
    'the slate bridges the wait for a key frame',
    { programs: [program('slate', { cuts: lost, pending: 'camera-b' })] },
    camera,
    'busy',
    'Viewers see the slate, soon camera-b again.',
    [`camera-a was lost at ${at}, 5 s ago.`, 'camera-b sends again and goes on air if it stays.'],
  ],
  [
    'a camera that fits is preferred to one that does not, though named later',
    { programs: [program('slate', { feeds: [feedOf('camera-a', true, small), feedOf('camera-b')] })] },
    camera,
    'busy',
    'Viewers see the slate, soon camera-b again.',
    ['camera-b sends again and goes on air if it stays.'],
  ],
  [
    'the show began on the slate',
    { programs: [program('slate', { cuts: [cut(null, 'slate', 'start')] })] },
    nobody,
    'wait',
    'On air with the slate: waiting for a picture.',
    [`Since ${at}, for 5 s.`, publish],
  ],
  [
    'a person put the slate on air',
    {
      take: 'slate',
      programs: [program('slate', { cuts: [cut('camera-a', 'slate', 'take')], feeds: [feedOf('camera-a')] })],
    },
    camera,
    'wait',
    'On air with the slate, put there by hand.',
    [`Since ${at}, for 5 s.`, 'Release returns to camera-a.'],
  ],
  [
    'a person put the slate on air and the camera went away',
    { take: 'slate', programs: [program('slate', { cuts: [cut('camera-a', 'slate', 'take')] })] },
    nobody,
    'wait',
    'On air with the slate, put there by hand.',
    [`Since ${at}, for 5 s.`, 'No feed is fit for air now: Release would leave the slate.'],
  ],
  [
    'the slate is on air by hand while a key is refused',
    {
      take: 'slate',
      programs: [program('slate', { feeds: [feedOf('camera-a')] })],
      legs: [leg('douyin', 'carrying'), leg('kuaishou', 'blocked')],
    },
    camera,
    'bad',
    'On air with the slate, put there by hand.',
    ['Release returns to camera-a.', 'Kuaishou: needs you.'],
  ],
  [
    'the slate was chosen by hand before it was made',
    { take: 'slate', slateState: { at: 'making' } },
    camera,
    'good',
    allWell,
    [
      'The slate was chosen by hand and is not made yet.',
      'The slate is still being made: a loss now may leave viewers without a picture.',
    ],
  ],
  [
    'the standby is on air',
    { programs: [program('camera-b')] },
    camera,
    'good',
    allWell,
    ['Picture from the standby camera-b; camera-a is preferred and not fit for air.'],
  ],
  [
    'the standby is on air and the preferred camera is back',
    { programs: [program('camera-b', { feeds: [feedOf('camera-a'), feedOf('camera-b')] })] },
    camera,
    'good',
    allWell,
    ['Picture from the standby camera-b; camera-a is preferred, is back, and follows if it stays.'],
  ],
  [
    'the standby is on air because the preferred camera does not fit',
    { programs: [program('camera-b', { feeds: [feedOf('camera-a', true, small), feedOf('camera-b')] })] },
    camera,
    'good',
    allWell,
    ['Picture from the standby camera-b; camera-a is preferred and does not fit the profile.'],
  ],
  [
    'a person chose the camera',
    { programs: [program('camera-b')], take: 'camera-b' },
    camera,
    'good',
    allWell,
    ['camera-b was put on air by hand.'],
  ],
  [
    'the camera that a person chose waits for its key frame',
    { programs: [program('camera-a', { pending: 'camera-b' })], take: 'camera-b' },
    camera,
    'good',
    allWell,
    ['camera-b goes on air at its next key frame.'],
  ],
  [
    'the camera that a person chose went away',
    { programs: [program('camera-a')], take: 'camera-b' },
    camera,
    'good',
    allWell,
    ['camera-b was chosen by hand and is not fit for air; camera-a stands in.'],
  ],
  [
    'the camera on air does not fit the profile',
    { programs: [program('camera-a', { misfit: `${small}, 1 channels of sound instead of 2` })] },
    camera,
    'busy',
    allWell,
    [
      'camera-a does not fit the program: 1280×720 instead of 1920×1080, sound in 1 instead of 2 channels. Players may stumble; set its encoder right.',
      'Picture from camera-a.',
    ],
  ],
  [
    'its sound is gone',
    { programs: [program('camera-a', { isSoundLost: true })] },
    camera,
    'bad',
    'No sound goes out.',
    [
      'The sound of camera-a is gone, silence goes out in its place. Check the microphone and the encoder.',
      'Picture from camera-a.',
    ],
  ],
  [
    'the slate cannot be made',
    { slateState: { at: 'failed', why: 'no space is left' } },
    camera,
    'busy',
    allWell,
    [
      'Picture from camera-a.',
      'The slate cannot be made: no space is left. It is tried again; a loss now may leave viewers without a picture.',
    ],
  ],
  [
    'the slate awaits the frame rate',
    { slateState: { at: 'none' } },
    camera,
    'good',
    allWell,
    [
      'Picture from camera-a.',
      'The slate is still being made: a loss now may leave viewers without a picture.',
    ],
  ],
  [
    'no slate is wanted',
    { slate: null, slateState: { at: 'none' } },
    camera,
    'good',
    allWell,
    ['Picture from camera-a.'],
  ],
  [
    'the camera freezes before the slate is made',
    {
      slateState: { at: 'making' },
      programs: [program('camera-a', { feeds: [feedOf('camera-a', false)] })],
    },
    nobody,
    'bad',
    'No picture goes out.',
    [
      'No feed is fit for air: viewers see nothing new. Check the encoder.',
      'The slate is still being made: a loss now may leave viewers without a picture.',
      publish,
    ],
  ],
  [
    'without a slate a camera comes back',
    {
      slate: null,
      slateState: { at: 'none' },
      programs: [program(null, { pending: 'camera-a', feeds: [feedOf('camera-a')] })],
    },
    camera,
    'busy',
    'No picture goes out.',
    ['camera-a goes on air at its next key frame.'],
  ],
  [
    'the camera freezes and the slate is about to follow',
    { programs: [program('camera-a', { feeds: [feedOf('camera-a', false)] })] },
    nobody,
    'good',
    allWell,
    ['Picture from camera-a.'],
  ],
]

test.each(rows)('the verdict when %s', (_, changes, seen, level, headline, details) => {
  expect(judge(broadcast(changes), seen, en)).toEqual({ level, headline, details })
})

const twoPrograms: Partial<Broadcast> = {
  programs: [
    program('camera-b'),
    program('slate', { name: 'without-camera-b', cuts: lost, feeds: [feedOf('camera-a', false)] }),
  ],
  legs: [
    leg('douyin', 'carrying'),
    leg('kuaishou', 'carrying', { program: 'without-camera-b' }),
    leg('archive', 'carrying'),
  ],
}

test('of two programs the verdict names the destinations whose viewers see the slate, the worst first', () => {
  expect(judge(broadcast(twoPrograms), camera, en)).toEqual({
    level: 'bad',
    headline: 'Viewers of Kuaishou see the slate.',
    details: [
      `Kuaishou: camera-a was lost at ${at}, 5 s ago.`,
      'Kuaishou: No feed is fit for air. See to the camera and its encoder.',
      'Douyin, archive: Picture from the standby camera-b; camera-a is preferred and not fit for air.',
      publish,
    ],
  })
})

test('what is the same for two programs is said once', () => {
  const programs = [program('camera-a'), program('camera-a', { name: 'without-camera-b' })]
  const { headline, details } = judge(broadcast({ ...twoPrograms, programs }), camera, en)
  expect(headline).toBe(allWell)
  expect(details).toEqual(['Picture from camera-a.'])
})

test('the same is said in Chinese', () => {
  const say = (changes: Partial<Broadcast>) => {
    const { headline, details } = judge(broadcast(changes), nobody, zh)
    return [headline.replaceAll('\u00A0', ' '), ...details]
  }
  expect(say({ programs: [program('slate', { cuts: lost })] })).toEqual([
    '观众看到的是垫片画面。',
    `camera-a 于 ${at} 中断，已 5 秒。`,
    '没有可用的信号源，请检查摄像机和编码器。',
    '请把编码器推流地址设为 rtmp://house/live，填入推流码后开始推流。',
  ])
  expect(say(twoPrograms)[0]).toBe('快手的观众看到的是垫片画面。')
  expect(say({ programs: [program('camera-a', { misfit: small })] })).toEqual([
    '正在直播，3 个平台全部正常收流。',
    'camera-a 与播出规格不符：画面 1280×720（应为 1920×1080）。部分播放器可能卡顿，请改正编码器设置。',
    '画面来自 camera-a。',
  ])
})
