// English words for what playbacks prove, and for addresses that stand by.

export const proofEn = {
  viewers: 'Viewers see it',
  verified: {
    live: 'yes',
    late: 'late',
    frozen: 'frozen',
    old: 'repeated',
    dark: 'nothing',
    unknown: 'unproved',
  },
  behind: (time: string) => `${time} behind`,
  standby: (n: number, why: string) =>
    why === '' ? `address ${n} stands by` : `address ${n} would not do: ${why}`,
  unshown: 'The platform takes the stream, but does not show it: look at the room there.',
}
