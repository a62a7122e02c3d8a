// Opens control's parts in order and plugs them together; closes them in reverse, leaving the workers on air.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { makePlaces, type Places } from '#core/places.ts'
import { ownIdentity } from '#core/process-identity.ts'
import { Secret } from '#core/secret.ts'
import { readWorkerFile, writeWorkerFile } from '#core/worker-file.ts'
import { writeMetrics } from '#monitoring'
import { openDoor } from './access/door.ts'
import { serveApi } from './api/server.ts'
import { openDeskBuild } from './desk/build.ts'
import type { RelaySnapshot } from '#relay'
import { BroadcastCommands } from './commands/broadcasts.ts'
import { DestinationCommands } from './commands/destinations.ts'
import { DutyCommands } from './commands/duties.ts'
import { FeedCommands } from './commands/feeds.ts'
import { Drafting } from './commands/drafting.ts'
import { PolicyCommands } from './commands/policies.ts'
import { CommentCommands } from './commands/comments.ts'
import { InterjectionCommands } from './commands/interjections.ts'
import { PrompterCommands } from './commands/prompter.ts'
import { ScriptCommands } from './commands/scripts.ts'
import { SetCommands } from './commands/sets.ts'
import { Drills } from './drills/drills.ts'
import { DrillShelf } from './drills/shelf.ts'
import { noteKilledControl } from './incidents/control-life.ts'
import { Incidents } from './incidents/incidents.ts'
import { OwnHosts } from './hosts.ts'
import type { IncidentKeeper } from './incidents/keeper.ts'
import { OwnLogos } from './logos.ts'
import { metricsView } from './metrics-view.ts'
import { LatestPictures } from './pictures/latest.ts'
import { PictureMaker } from './pictures/maker.ts'
import { askPreflight } from './preflight/ask.ts'
import { OnAirProof } from './probes/on-air.ts'
import { Standbys } from './probes/standbys.ts'
import type { Settings } from './settings.ts'
import { OwnSlates } from './slates.ts'
import { Store } from './store/store.ts'
import { controlFile } from './supervisor/end-all.ts'
import { Supervisor } from './supervisor/supervisor.ts'
import { loadMasterKey, openVault, readPrivate } from './vault.ts'
import { post } from './telling/post.ts'
import { ReceiverCommands } from './telling/receivers.ts'
import { Teller, type TellerDeps, tellerLimits } from './telling/teller.ts'
import { Voices } from './voices.ts'
import { Rates } from './timeline/rates.ts'
import { World } from './world.ts'

export type ControlPlan = {
  readonly settings: Settings
  /** The master key itself, where the environment gave it. */
  readonly masterKey: Secret | undefined
  /** Paths of the workers' main.ts, and of the drill. */
  readonly programs: {
    readonly ingest: string
    readonly relay: string
    readonly avatar: string
    readonly drill: string
    /** Builds the pages. */
    readonly desk: string
    /** Says a sentence with a voice that is tried. */
    readonly voice: string
  }
  readonly clock: Clock
  readonly openLog: (places: Places) => Log
  readonly random: () => number
}

export type Control = {
  /** Where the API and pages are. */
  readonly url: string
  /** Where the administrator's token lies; null when the settings gave it. */
  readonly adminTokenFile: string | null
  readonly places: Places
  /** For tests: what is stored, and who is watched over. */
  readonly store: Store
  readonly supervisor: Supervisor
  close(why: string): Promise<void>
}

export async function openControl(plan: ControlPlan): Promise<Control> {
  const { settings, clock, random, programs } = plan
  const places = makePlaces(settings.data)
  mkdirSync(join(places.data, 'workers'), { recursive: true, mode: 0o700 })
  const log = plan.openLog(places)
  await using opened = new AsyncDisposableStack()
  const store = openStore(places)
  opened.defer(() => store.close())
  noteKilledControl(places, store, clock, log)
  writeWorkerFile(controlFile(places), { worker: ownIdentity(), children: [] })
  opened.defer(() => rmSync(controlFile(places), { force: true }))
  const masterPlan = { data: places.data, file: settings.masterKeyFile, given: plan.masterKey }
  const vault = openVault(loadMasterKey(masterPlan))
  store.proveMasterKey(vault)
  const admin = adminTokenOf(settings, places)
  const slates = new OwnSlates(places.data, clock)
  const hosts = new OwnHosts(places.data)
  const logos = new OwnLogos(places.data)
  const supervisor = new Supervisor({ clock, log, places, settings, store, vault, slates, random, programs })
  opened.defer(() => supervisor.close('control closes'))
  const pictureMaker = new PictureMaker(clock)
  const recording = { clock, log, places, settings, store, vault, supervisor, pictureMaker }
  const incidents = new Incidents(recording)
  opened.defer(() => incidents.close('control closes'))
  const teller = openTeller({ clock, log, store, vault, random }, settings, incidents.keeper)
  opened.defer(() => teller.close('control closes'))
  const changed = {
    feeds: () => supervisor.feedsChanged(),
    broadcast: (name: string) => supervisor.broadcastChanged(name),
  }
  const hasLit = (name: string, destination: string) => {
    const seen = supervisor.snapshot(`relay-${name}`) as RelaySnapshot | undefined
    return seen?.legs.find(leg => leg.destination === destination)?.lastLitAtMs != null
  }
  const commandDeps = { store, vault, slates, hosts, logos, clock, hasLit, changed }
  const broadcasts = new BroadcastCommands(commandDeps)
  const { playbackEveryMs, standbyEveryMs } = settings.probes
  const unshown = () => incidents.keeper.unshown()
  const onAirDeps = { clock, log, places, store, supervisor, random, everyMs: playbackEveryMs, unshown }
  const onAir = new OnAirProof(onAirDeps)
  opened.defer(() => onAir.close('control closes'))
  const limits = settings.relay
  const standing = new Standbys({ clock, log, store, supervisor, limits, random, everyMs: standbyEveryMs })
  opened.defer(() => standing.close('control closes'))
  const world = new World({
    store,
    settings,
    supervisor,
    clock,
    verified: (broadcast, destination) => onAir.of(broadcast, destination),
    standbys: (broadcast, destination) => standing.of(broadcast, destination),
  })
  const rates = new Rates({ clock, log, store, supervisor })
  opened.defer(() => rates.close('control closes'))
  const startedAtMs = clock.wallMs()
  const receivers = new ReceiverCommands({ store, vault, clock, teller })
  const shelf = new DrillShelf(places.data)
  const drills = new Drills({
    clock,
    log,
    places,
    settings,
    store,
    shelf,
    receivers,
    program: programs.drill,
  })
  opened.defer(() => drills.close('control closes'))
  const asking = {
    store,
    vault,
    world,
    supervisor,
    broadcasts,
    settings,
    clock,
    dataFolder: places.data,
    drills,
  }
  const door = openDoor(store, settings, admin.token, clock)
  opened.defer(() => door.access.heldOpen.close())
  const desk = openDeskBuild({ clock, log, program: programs.desk })
  opened.defer(() => desk.close())
  const scripts = new ScriptCommands(commandDeps)
  const voices = new Voices({ clock, places, settings, program: programs.voice })
  opened.defer(() => voices.close())
  const duties = new DutyCommands(commandDeps, broadcasts, log)
  opened.defer(() => duties.close())
  const api = await serveApi({
    settings,
    places,
    clock,
    log,
    store,
    supervisor,
    world,
    slates,
    hosts,
    logos,
    ...door,
    feeds: new FeedCommands(commandDeps),
    scripts,
    sets: new SetCommands(commandDeps),
    interjections: new InterjectionCommands({ store, scripts, world, clock, places }),
    comments: new CommentCommands({ store, scripts, world, clock, places }),
    voices,
    drafting: new Drafting(settings.avatar.draft, { clock, log }),
    prompter: new PrompterCommands(commandDeps, scripts),
    broadcasts,
    destinations: new DestinationCommands(commandDeps, broadcasts),
    duties,
    policies: new PolicyCommands(commandDeps),
    preflight: (name, signal) => askPreflight(name, asking, signal),
    incidents,
    latestPictures: new LatestPictures({ clock, places, maker: pictureMaker }),
    receivers,
    drills,
    rates,
    deskTrouble: () => desk.trouble(),
    metrics: async () =>
      writeMetrics(
        await metricsView({
          store,
          supervisor,
          world,
          incidents: incidents.keeper,
          teller,
          drills,
          data: places.data,
          startedAtMs,
        }),
      ),
  })
  opened.defer(() => api.close())
  incidents.start()
  teller.start()
  onAir.start()
  standing.start()
  drills.start()
  rates.start()
  duties.start()
  supervisor.start() // last: a start that fails leaves no worker behind
  log.info({ url: api.url, data: places.data }, 'control/serving')
  const stack = opened.move()
  let closing: Promise<void> | undefined
  const close = (why: string) => {
    closing ??= (log.info({ why }, 'control/closing'), stack.disposeAsync())
    return closing
  }
  return { url: api.url, adminTokenFile: admin.file, places, store, supervisor, close }
}

function openTeller(
  shared: Pick<TellerDeps, 'clock' | 'log' | 'store' | 'vault' | 'random'>,
  settings: Settings,
  keeper: IncidentKeeper,
): Teller {
  return new Teller({
    ...shared,
    publicUrl: settings.publicUrl ?? null,
    post,
    limits: tellerLimits,
    incidents: {
      open: () => keeper.list({ broadcast: null, sinceMs: shared.clock.wallMs(), limit: 200 }),
      find: id => keeper.lookUp(id),
    },
  })
}

function openStore(places: Places): Store {
  try {
    return new Store(places.data)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'core/database-held') throw error
    const pid = readWorkerFile(controlFile(places))?.worker.pid
    throw new Failure(
      'control/already-running',
      `another Changming${pid === undefined ? '' : ` (process ${pid})`} serves ${places.data}; stop it with npm run stop, or give this one another data folder`,
      { fault: 'operator', remedy: 'stop', cause: error },
    )
  }
}

function adminTokenOf(settings: Settings, places: Places): { token: Secret; file: string | null } {
  if (settings.adminToken !== undefined) return { token: new Secret(settings.adminToken), file: null }
  const file = join(places.data, 'admin.token')
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    })
  const text = readPrivate(file, 'administrator token').trim()
  if (text.length >= 16) return { token: new Secret(text), file }
  throw new Failure(
    'control/admin-token',
    `${file} holds no token; remove it, and a new one is made at start`,
    {
      fault: 'operator',
      remedy: 'stop',
    },
  )
}
