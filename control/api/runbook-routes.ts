// Calls on runbooks: what a person must do about an alert or an incident, as it is written in docs/runbooks.
import { readdirSync, readFileSync } from 'node:fs'
import { noSuch } from '../commands/refusals.ts'
import { type Route, route } from './route.ts'

const folder = new URL('../../docs/runbooks/', import.meta.url)

export function runbookRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/runbooks/{runbook}',
      role: 'viewer',
      summary: 'A page of docs/runbooks, in Markdown: English, a line, Chinese',
      answerType: 'text/markdown',
      handle: ({ params: { runbook = '' }, response }) => {
        if (!namesIn().includes(runbook))
          throw noSuch('runbook', runbook, `there are ${namesIn().join(', ') || 'none here'}`)
        response.type('text/markdown').send(readFileSync(new URL(`${runbook}.md`, folder), 'utf8'))
      },
    }),
  ]
}

function namesIn(): string[] {
  try {
    return readdirSync(folder).flatMap(name => (name.endsWith('.md') ? [name.slice(0, -3)] : []))
  } catch {
    return [] // installed without its docs
  }
}
