// What makes one host differ from another, as plain values.

export type EyeLook = {
  /** Half of what an open eye is wide, and how far it opens above and below its middle. Heads. */
  readonly halfWidth: number
  readonly up: number
  readonly down: number
  /** How much higher the outer corner is. */
  readonly tilt: number
  /** Rim, middle and glow of the iris, and the lashes. */
  readonly rim: string
  readonly iris: string
  readonly glow: string
  readonly lash: string
}

export type FaceLook = {
  readonly skin: string
  readonly shade: string
  readonly blush: string
  readonly blushAlpha: number
  readonly lip: string
  /** How far the corners of the resting mouth go up. */
  readonly smile: number
  readonly brow: string
  /** Height of the brows' inner ends, thickness, and how much their outer ends fall. */
  readonly browAt: number
  readonly browThick: number
  readonly browFall: number
  /** How broad the jaw and how long the chin is, as shares of the usual. */
  readonly jaw: number
  readonly chin: number
}

export type HairLook = {
  readonly dark: string
  readonly base: string
  readonly light: string
  readonly shine: string
}

export type HostLook = {
  readonly name: string
  readonly title: string
  readonly seed: number
  readonly eye: EyeLook
  readonly face: FaceLook
  readonly hair: HairLook
}
