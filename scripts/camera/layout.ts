// Where things stand in the test picture, in pixels of 1280x720.

export const picture = { widthPx: 1_280, heightPx: 720, frameRateFps: 30 } as const

/** The lamp: the middle of its flame, and the ring around it on which a light runs once a minute. */
export const lamp = { xPx: 360, yPx: 330, ringPx: 236 } as const

/** The flame's own picture: centred on the lamp from side to side, its top this far above the lamp's middle. */
export const flame = { widthPx: 160, heightPx: 220, abovePx: 150 } as const

/** The line at the foot on which a light runs from end to end in four seconds: a stutter shows at once. */
export const track = { xPx: 64, yPx: 656, widthPx: 1_152 } as const

export const clock = { xPx: 697, yPx: 392 } as const
export const caption = { xPx: 703, yPx: 492 } as const
