// How long something lasted, as people say it.
import type { Sentences } from '#monitoring'

export function lasting(ms: number): Sentences {
  if (ms < 10_000) {
    const seconds = (Math.max(0, ms) / 1_000).toFixed(1)
    return { en: `${seconds} s`, zh: `${seconds} 秒` }
  }
  const whole = Math.round(ms / 1_000)
  const [hours, minutes, seconds] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60]
  if (hours > 0) return { en: `${hours} h ${minutes} min`, zh: `${hours} 小时 ${minutes} 分` }
  if (minutes > 0) return { en: `${minutes} min ${seconds} s`, zh: `${minutes} 分 ${seconds} 秒` }
  return { en: `${seconds} s`, zh: `${seconds} 秒` }
}
