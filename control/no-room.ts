// What a person is told where a file could not be kept for want of room.
import { Failure, systemCodeOf } from '#core/failure.ts'

const codes = ['ENOSPC', 'EDQUOT'] // the disk is full; this user's share of it is

/** The failure that says so, where the disk was full; else the error as it came. */
export function orNoRoom(error: unknown): unknown {
  return codes.includes(systemCodeOf(error) ?? '')
    ? new Failure('control/disk-full', 'there is no room for it on this disk', {
        fault: 'ours',
        remedy: 'retry',
      })
    : error
}
