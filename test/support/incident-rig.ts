// A control whose workers say what they are told to say: what becomes an incident, seen through the API.
import { ControlRig } from './control-rig.ts'
import { until } from './until.ts'

export class IncidentRig extends ControlRig {
  /** On air, with one leg that carries; the worker has said so. */
  async onAir(): Promise<this> {
    await this.open()
    await this.prepare()
    await this.ask('POST', '/api/broadcasts/evening/start', {})
    await until('both workers are up', () =>
      ['ingest', 'relay-evening'].every(name => this.control.supervisor.view(name).state === 'up'),
    )
    for (const to of ['connecting', 'publishing', 'carrying']) await this.leg(to)
    return this
  }

  /** The worker tells that its leg has moved. */
  async leg(to: string, more: Record<string, unknown> = {}): Promise<void> {
    const usual = { destination: 'shop', endpoint: 0, program: 'main', cause: null, why: null }
    await this.happen('leg-state', { ...usual, to, sinceMs: Date.now(), ...more })
  }

  async happen(kind: string, detail: Record<string, unknown>): Promise<void> {
    await this.worker('relay-evening', 'POST', '/happen', { kind, detail })
  }

  async list(query = ''): Promise<any[]> {
    return (await this.ask('GET', `/api/incidents${query}`)).json.incidents
  }

  /** The only incident there is, once it is as asked. */
  async untilOne(what: string, is: (incident: any) => boolean): Promise<any> {
    return await until(what, async () => {
      const incidents = await this.list()
      return incidents.length === 1 && is(incidents[0]) ? incidents[0] : undefined
    })
  }

  /** Events of incidents so far, as they are kept. */
  told(): string[] {
    return this.control.store.events
      .after(0, null, 5_000)
      .filter(({ kind }) => kind.startsWith('incident-'))
      .map(({ kind, detail }) => `${kind} ${String(detail.kind)}`)
  }
}
