// Parts of a body: surfaces with what binds them to bones, and what they look like in other expressions.
import { cross, plus, type Point, unit } from './numbers.ts'

/** Bones and their shares, which sum to 1; at most four. */
export type Binding = readonly (readonly [bone: string, share: number])[]

export class Part {
  readonly points: Point[] = []
  readonly normals: Point[] = []
  readonly uvs: (readonly [number, number])[] = []
  readonly bindings: Binding[] = []
  readonly triangles: number[] = []
  /** Where points go in each morph: as many as there are points. */
  readonly morphs = new Map<string, Point[]>()

  add(other: Part): this {
    const from = this.points.length
    this.points.push(...other.points)
    this.normals.push(...other.normals)
    this.uvs.push(...other.uvs)
    this.bindings.push(...other.bindings)
    for (const i of other.triangles) this.triangles.push(i + from)
    for (const name of new Set([...this.morphs.keys(), ...other.morphs.keys()])) {
      const mine = this.morphs.get(name) ?? this.points.slice(0, from)
      this.morphs.set(name, [...mine, ...(other.morphs.get(name) ?? other.points)])
    }
    return this
  }
}

export type Grid = {
  /** Cells across and down. */
  readonly across: number
  readonly down: number
  at(u: number, v: number): Point
  uv(u: number, v: number, point: Point): readonly [number, number]
  bind(point: Point, u: number, v: number): Binding
  /** The first and the last column are one: normals are shared. */
  readonly isRound?: boolean
  /** Faces the other way. */
  readonly isTurned?: boolean
  readonly morphs?: Readonly<Record<string, (u: number, v: number) => Point>>
}

/** A surface over `u` and `v`, each 0 to 1. Seen from where it faces, u goes to the right and v down. */
export function gridPart(grid: Grid): Part {
  const part = new Part()
  const columns = grid.across + 1
  for (let j = 0; j <= grid.down; j += 1) {
    for (let i = 0; i <= grid.across; i += 1) {
      const [u, v] = [i / grid.across, j / grid.down]
      const point = grid.at(u, v)
      part.points.push(point)
      part.uvs.push(grid.uv(u, v, point))
      part.bindings.push(grid.bind(point, u, v))
      for (const [name, to] of Object.entries(grid.morphs ?? {})) {
        const points = part.morphs.get(name) ?? []
        points.push(to(u, v))
        part.morphs.set(name, points)
      }
    }
  }
  for (let j = 0; j < grid.down; j += 1) {
    for (let i = 0; i < grid.across; i += 1) {
      const [a, b] = [j * columns + i, j * columns + i + 1]
      const [c, d] = [a + columns, b + columns]
      part.triangles.push(...(grid.isTurned === true ? [a, b, d, a, d, c] : [a, d, b, a, c, d]))
    }
  }
  smooth(part)
  if (grid.isRound === true) joinSeam(part, columns, grid.down)
  return part
}

/** Normals from the triangles around each point; points in one place share theirs. */
export function smooth(part: Part): void {
  const places = new Map<string, number>()
  const placeOf = part.points.map(point => {
    const key = point.map(value => Math.round(value * 20_000)).join()
    const place = places.get(key) ?? places.size
    places.set(key, place)
    return place
  })
  const sums = Array.from(places, (): Point => [0, 0, 0])
  for (let i = 0; i < part.triangles.length; i += 3) {
    const corners = part.triangles.slice(i, i + 3)
    const [a, b, c] = corners.map(corner => part.points[corner] as Point) as [Point, Point, Point]
    const normal = cross(plus(b, a, -1), plus(c, a, -1))
    for (const corner of corners) {
      const place = placeOf[corner] as number
      sums[place] = plus(sums[place] as Point, normal)
    }
  }
  part.normals.length = 0
  for (const place of placeOf) part.normals.push(unit(sums[place] as Point))
}

function joinSeam(part: Part, columns: number, down: number): void {
  for (let j = 0; j <= down; j += 1) {
    const [first, last] = [j * columns, j * columns + columns - 1]
    const normal = unit(plus(part.normals[first] as Point, part.normals[last] as Point))
    part.normals[first] = normal
    part.normals[last] = normal
  }
}

/** Leans normals toward others, `share` of the way: how light falls on drawn faces and hair is not quite their shape. */
export function leanNormals(
  part: Part,
  toward: (point: Point) => Point,
  share: (point: Point) => number,
): void {
  for (const [i, normal] of part.normals.entries()) {
    const point = part.points[i] as Point
    const s = share(point)
    part.normals[i] = unit(
      plus([normal[0] * (1 - s), normal[1] * (1 - s), normal[2] * (1 - s)], toward(point), s),
    )
  }
}
