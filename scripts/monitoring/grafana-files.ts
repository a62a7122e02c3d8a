// The boards as Grafana reads them.
import { boardJson } from '../../monitoring/boards/board.ts'
import { broadcast } from '../../monitoring/boards/broadcast.ts'
import { service } from '../../monitoring/boards/service.ts'
import { tonight } from '../../monitoring/boards/tonight.ts'

export const boards = [tonight, broadcast, service]

export function grafanaFiles(): Record<string, string> {
  return Object.fromEntries(
    boards.map(plan => [`dashboards/${plan.uid}.json`, `${JSON.stringify(boardJson(plan), null, 2)}\n`]),
  )
}
