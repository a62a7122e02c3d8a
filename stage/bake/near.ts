// Narrows a scene to the triangles in one part of the picture: a mouth is drawn twenty-four times, and most of a host is elsewhere.
import {
  BufferAttribute,
  type BufferGeometry,
  Matrix4,
  Mesh,
  type Object3D,
  type PerspectiveCamera,
  SkinnedMesh,
} from 'three'

/** Pixels of the host's picture, from its upper left corner. */
export type Region = {
  readonly xPx: number
  readonly yPx: number
  readonly widthPx: number
  readonly heightPx: number
}

type Picture = { readonly widthPx: number; readonly heightPx: number }

/** Shapes move what they are morphed from, and outlines lie outside: so many pixels around a region count as in it. */
const aroundPx = 20

export class NearTriangles {
  readonly #meshes: readonly NearMesh[]

  constructor(root: Object3D) {
    const found: Mesh[] = []
    root.traverse(each => {
      if (each instanceof Mesh && each.geometry.index !== null) found.push(each)
    })
    // Where meshes share a geometry, what is narrowed for one would be missing in the other.
    const alone = found.filter(mesh =>
      found.every(other => other === mesh || other.geometry !== mesh.geometry),
    )
    this.#meshes = alone.map(mesh => new NearMesh(mesh))
  }

  /** Until `widen`, only triangles near `region` are drawn. The scene's matrices are as they will be drawn. */
  narrow(camera: PerspectiveCamera, picture: Picture, region: Region): void {
    const view = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse)
    for (const mesh of this.#meshes) mesh.narrow(view, picture, region)
  }

  widen(): void {
    for (const mesh of this.#meshes) mesh.widen()
  }
}

class NearMesh {
  readonly #mesh: Mesh
  readonly #geometry: BufferGeometry
  readonly #whole: BufferAttribute
  readonly #near: BufferAttribute
  readonly #positions: Float32Array
  readonly #joints: Float32Array | undefined
  readonly #weights: Float32Array | undefined
  /** Of each vertex, where it is seen: pixels across and down. */
  readonly #seen: Float32Array
  #wasVisible = true

  constructor(mesh: Mesh) {
    this.#mesh = mesh
    this.#geometry = mesh.geometry
    this.#whole = mesh.geometry.index as BufferAttribute
    this.#near = new BufferAttribute(this.#whole.array.slice(), 1)
    const { position, skinIndex, skinWeight } = mesh.geometry.attributes
    this.#positions = floatsOf(position as BufferAttribute, 3)
    if (mesh instanceof SkinnedMesh && skinIndex !== undefined && skinWeight !== undefined) {
      this.#joints = floatsOf(skinIndex as BufferAttribute, 4)
      this.#weights = floatsOf(skinWeight as BufferAttribute, 4)
    }
    this.#seen = new Float32Array((this.#positions.length / 3) * 2)
  }

  narrow(view: Matrix4, picture: Picture, region: Region): void {
    this.#look(view, picture)
    const count = this.#select(region)
    this.#near.needsUpdate = true
    this.#geometry.setIndex(this.#near)
    this.#geometry.setDrawRange(0, count)
    this.#wasVisible = this.#mesh.visible
    if (count === 0) this.#mesh.visible = false
  }

  widen(): void {
    this.#geometry.setIndex(this.#whole)
    this.#geometry.setDrawRange(0, Infinity)
    this.#mesh.visible = this.#wasVisible
  }

  /** Where each vertex is seen, skinned as the shader does it, without morphs. */
  #look(view: Matrix4, { widthPx, heightPx }: Picture): void {
    const matrices = this.#matrices(view)
    const [joints, weights] = [this.#joints, this.#weights]
    for (let i = 0; i * 3 < this.#positions.length; i++) {
      let [x, y, w] = [0, 0, 0]
      for (let k = 0; k < (joints === undefined ? 1 : 4); k++) {
        const weight = weights === undefined ? 1 : (weights[i * 4 + k] as number)
        if (weight === 0) continue
        const m = (joints === undefined ? 0 : (joints[i * 4 + k] as number)) * 16
        x += weight * this.#row(matrices, m, 0, i)
        y += weight * this.#row(matrices, m, 1, i)
        w += weight * this.#row(matrices, m, 3, i)
      }
      this.#seen[i * 2] = ((x / w + 1) / 2) * widthPx
      this.#seen[i * 2 + 1] = ((1 - y / w) / 2) * heightPx
    }
  }

  #row(matrices: Float32Array, at: number, row: number, i: number): number {
    const m = (column: number) => matrices[at + column * 4 + row] as number
    const p = (c: number) => this.#positions[i * 3 + c] as number
    return m(0) * p(0) + m(1) * p(1) + m(2) * p(2) + m(3)
  }

  /** From a vertex to the picture, one for each joint. */
  #matrices(view: Matrix4): Float32Array {
    const mesh = this.#mesh
    const world = new Matrix4().multiplyMatrices(view, mesh.matrixWorld)
    if (!(mesh instanceof SkinnedMesh) || this.#joints === undefined) return new Float32Array(world.elements)
    mesh.skeleton.update()
    world.multiply(mesh.bindMatrixInverse)
    const count = mesh.skeleton.bones.length
    const out = new Float32Array(count * 16)
    const joint = new Matrix4()
    for (let i = 0; i < count; i++) {
      joint.fromArray(mesh.skeleton.boneMatrices ?? [], i * 16)
      joint
        .premultiply(world)
        .multiply(mesh.bindMatrix)
        .toArray(out, i * 16)
    }
    return out
  }

  /** Puts the triangles that touch the region to the front of the near index; returns how many numbers they are. */
  #select({ xPx, yPx, widthPx, heightPx }: Region): number {
    const [left, right] = [xPx - aroundPx, xPx + widthPx + aroundPx]
    const [top, bottom] = [yPx - aroundPx, yPx + heightPx + aroundPx]
    const [whole, near] = [this.#whole.array, this.#near.array]
    const at = (i: number, c: number) => this.#seen[(whole[i] as number) * 2 + c] as number
    let count = 0
    for (let i = 0; i + 2 < whole.length; i += 3) {
      const [x0, x1, x2] = [at(i, 0), at(i + 1, 0), at(i + 2, 0)]
      const [y0, y1, y2] = [at(i, 1), at(i + 1, 1), at(i + 2, 1)]
      if (Math.min(x0, x1, x2) > right || Math.max(x0, x1, x2) < left) continue
      if (Math.min(y0, y1, y2) > bottom || Math.max(y0, y1, y2) < top) continue
      for (let k = 0; k < 3; k++) near[count++] = whole[i + k] as number
    }
    return count
  }
}

/** An attribute's values as the shader reads them, whatever they are stored as. */
function floatsOf(attribute: BufferAttribute, size: number): Float32Array {
  const out = new Float32Array(attribute.count * size)
  for (let i = 0; i < attribute.count; i++)
    for (let c = 0; c < size; c++) out[i * size + c] = attribute.getComponent(i, c)
  return out
}
