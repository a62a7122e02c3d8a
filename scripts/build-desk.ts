// npm run build: makes the desk's pages from console/, where they are not made of these sources already.
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build } from 'vite'
import { deskFolder, stampFile, stampOfBuilt, stampOfSources } from '#control'
import { identityOf, isAlive } from '#core/process-identity.ts'
import plan from '../console/vite.config.ts'

const stamp = stampOfSources()
if (stamp !== stampOfBuilt()) {
  removeLeftovers()
  // Beside the old pages, then in their place: a half-built desk is never served, and two builders do no harm.
  const fresh = `${deskFolder}.${process.pid}`
  try {
    await build({ ...plan, configFile: false, build: { ...plan.build, outDir: fresh } })
    writeFileSync(join(fresh, basename(stampFile)), stamp)
    const old = `${deskFolder}.old.${process.pid}`
    if (existsSync(deskFolder)) renameSync(deskFolder, old)
    renameSync(fresh, deskFolder)
    rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** What builders that were killed left beside the pages; those of builders at work stay. */
function removeLeftovers(): void {
  const left = new RegExp(`^${basename(deskFolder)}\\.(?:old\\.)?(\\d+)$`)
  for (const name of readdirSync(dirname(deskFolder))) {
    const pid = Number(left.exec(name)?.[1] ?? 0)
    if (pid > 0 && !isAlive(identityOf(pid)))
      rmSync(join(dirname(deskFolder), name), { recursive: true, force: true })
  }
}
