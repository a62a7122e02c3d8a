// Whether this machine has iproute2's `ss`, by which the relay reads receive windows.
import { spawnSync } from 'node:child_process'

export const hasSs = spawnSync('ss', ['-tinHO'], { stdio: 'ignore' }).status === 0
