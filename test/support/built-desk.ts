// Before any test: the desk's pages are built once, where they are not, so that no product under test begins to build them.
import { execFileSync } from 'node:child_process'

export default function setup(): void {
  execFileSync(process.execPath, ['scripts/build-desk.ts'], { stdio: 'inherit' })
}
