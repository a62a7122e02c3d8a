// What a person may command of one broadcast; after each the desk looks anew.
import { ask } from '../live/ask.ts'
import { isOld, lookNow } from '../live/live.ts'
import { mayAct } from '../live/session.ts'

export type Commands = ReturnType<typeof commandsOf>

export function commandsOf(broadcast: string) {
  const post = async (what: string, body?: unknown): Promise<void> => {
    await ask('POST', `api/broadcasts/${broadcast}/${what}`, body)
    lookNow()
  }
  return {
    start: () => post('start'),
    stop: () => post('stop'),
    take: (feed: string) => post('take', { feed }),
    release: () => post('release'),
    stopAlone: (destination: string) => post(`destinations/${destination}/stop`),
    startAlone: (destination: string) => post(`destinations/${destination}/start`),
    roomEnded: (destination: string) => post(`destinations/${destination}/room-ended`),
    remove: async () => {
      await ask('DELETE', `api/broadcasts/${broadcast}`)
      lookNow()
    },
  }
}

/** Whether this visitor's commands would be heard now. */
export const isHeard = () => mayAct.value && !isOld.value
