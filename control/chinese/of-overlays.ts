// What is wrong with what is to be laid over a host: a clock, a viewer's comment, a logo.
import type { Sentences } from './sentences.ts'

export const ofOverlays: Sentences = {
  'clock-face': ['write one of HH:MM, HH:MM:SS', '请写 HH:MM 或 HH:MM:SS。'],
  'comment-no-author': ['write who asks', '请写是谁问的。'],
  'comment-author-long': ['a name of at most 60 characters', '名字最多 60 个字。'],
  'comment-empty': ['write what the viewer asks', '请写观众问了什么。'],
  'comment-long': ['at most 200 characters; the card shows 42 letters', '最多 200 个字，卡片只显示 42 个。'],
  'comment-short-time': [
    'a card stays 3 seconds at least, so that it can be read',
    '卡片至少显示 3 秒，才看得清。',
  ],
  'comment-long-time': ['a card stays 60 seconds at most', '卡片最多显示 60 秒。'],
  'comments-full': [
    '{most} comments wait to be shown already; remove one, or wait',
    '已有 {most} 条评论在排队，请撤掉一条或稍等。',
  ],
  'comment-over': [
    'it does not wait any more: it is on the picture, or is over',
    '这条评论已不在排队：正在画面上，或已展示完。',
  ],
  'too-many-logos': [
    '{most} logos are kept already; delete some first',
    '台标最多 {most} 个，请先删掉几个。',
  ],
  'plan-logo': [
    'there is no logo {logo}; upload its PNG with {call}, or name one of {others}',
    '没有名为 {logo} 的台标：请先上传 PNG，或选已有的。',
  ],
  'no-logo': ['there is no logo {name}; {remedy}', '没有名为 {name} 的台标。'],
  'logo-in-use': [
    '{logo} is shown by {users}; take it out of their plans first',
    '{users} 正在用台标 {logo}，请先从安排里去掉。',
  ],
  'logo-heavy': ['a logo has at most {most} kB; save it smaller', '台标最多 {most} kB，请存小一些。'],
  'logo-no-png': [
    'a logo is a PNG; save it as one, with a clear background',
    '台标要用 PNG，请存成背景透明的 PNG。',
  ],
  'logo-damaged': ['this PNG is damaged or cut short; save it again', '这个 PNG 坏了或不完整，请重新保存。'],
  'logo-size': [
    'a logo has sides of {least} to {most} px; this is {size}',
    '台标边长要在 {least} 到 {most} 像素之间，这个是 {size}。',
  ],
  'logo-moving': ['a logo stands still; save one picture of it', '台标不能是动图，请存成一张静止的图。'],
}
