// How a host can be framed, by name: for both sides.

/** `portrait`: the host in the lower two thirds of a tall picture; `bust`: head and chest fill the picture. */
export const framings = ['portrait', 'bust'] as const
export type Framing = (typeof framings)[number]
