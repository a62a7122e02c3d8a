// npm run build: makes the desk's pages from console/, where they are not made of these sources already.
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { deskFolder, stampFile, stampOfBuilt, stampOfSources } from '#control'
import { messageOf } from '#core/failure.ts'
import { identityOf, isAlive } from '#core/process-identity.ts'

const stamp = stampOfSources()
if (stamp !== stampOfBuilt()) {
  removeLeftovers()
  // Beside the old pages, then in their place: a half-built desk is never served, and two builders do no harm.
  const fresh = `${deskFolder}.${process.pid}`
  try {
    const { build, plan } = await builder()
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

/** Its native parts are optional packages to npm: whoever leaves those out must bring the pages built. */
async function builder() {
  try {
    const { build } = await import('vite')
    const { default: plan } = await import('../console/vite.config.ts')
    return { build, plan }
  } catch (error) {
    console.error(messageOf(error))
    console.error(
      'the builder of the desk is not whole: run npm ci without --omit=optional, or copy console/dist from an installation of the same version',
    )
    process.exit(1)
  }
}
