// Puts a set's hundreds of things together by surface: on a CPU each draw call and each material costs as much as its pixels.
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  type Material,
  Matrix3,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  MeshStandardMaterial,
  type Scene,
  Vector3,
} from 'three'

type Plain = MeshBasicMaterial | MeshLambertMaterial | MeshStandardMaterial

/** Replaces opaque, unpainted meshes by one for each kind of surface, their colours in their corners. */
export function mergeSurfaces(scene: Scene): void {
  scene.updateMatrixWorld(true)
  const heaps = new Map<string, Mesh<BufferGeometry, Plain>[]>()
  scene.traverse(thing => {
    if (!(thing instanceof Mesh) || !isPlain(thing.material as Material)) return
    const key = surfaceOf(thing as Mesh<BufferGeometry, Plain>)
    heaps.set(key, [...(heaps.get(key) ?? []), thing as Mesh<BufferGeometry, Plain>])
  })
  for (const heap of heaps.values()) {
    const first = heap[0] as Mesh<BufferGeometry, Plain>
    const look = first.material.clone()
    look.color = new Color(1, 1, 1)
    look.vertexColors = true
    const whole = new Mesh(mergedShape(heap), look)
    whole.castShadow = first.castShadow
    whole.receiveShadow = first.receiveShadow
    for (const mesh of heap) mesh.removeFromParent()
    scene.add(whole)
  }
}

function isPlain(look: Material): look is Plain {
  if (look.transparent) return false
  if (look instanceof MeshBasicMaterial) return look.map === null
  if (!(look instanceof MeshLambertMaterial || look instanceof MeshStandardMaterial)) return false
  return look.map === null && look.emissiveMap === null && look.emissive.getHex() === 0
}

function surfaceOf({ material, castShadow, receiveShadow }: Mesh<BufferGeometry, Plain>): string {
  const shine =
    material instanceof MeshStandardMaterial
      ? [material.roughness.toFixed(2), material.metalness, material.envMapIntensity]
      : []
  return [material.type, material.side, material.fog, castShadow, receiveShadow, ...shine].join(' ')
}

function mergedShape(heap: readonly Mesh<BufferGeometry, Plain>[]): BufferGeometry {
  const corners = heap.reduce((sum, { geometry }) => sum + geometry.getAttribute('position').count, 0)
  const [places, normals, colours] = [corners, corners, corners].map(
    count => new Float32Array(count * 3),
  ) as [Float32Array, Float32Array, Float32Array]
  const order: number[] = []
  const point = new Vector3()
  let from = 0
  for (const { geometry, material, matrixWorld } of heap) {
    const [place, normal] = [geometry.getAttribute('position'), geometry.getAttribute('normal')]
    const turn = new Matrix3().getNormalMatrix(matrixWorld)
    for (let i = 0; i < place.count; i += 1) {
      point
        .fromBufferAttribute(place, i)
        .applyMatrix4(matrixWorld)
        .toArray(places, (from + i) * 3)
      point
        .fromBufferAttribute(normal, i)
        .applyNormalMatrix(turn)
        .toArray(normals, (from + i) * 3)
      material.color.toArray(colours, (from + i) * 3)
    }
    const isMirrored = matrixWorld.determinant() < 0
    const count = geometry.index?.count ?? place.count
    const cornerAt = (i: number): number => from + (geometry.index?.getX(i) ?? i)
    for (let i = 0; i < count; i += 3) {
      const [a, b, c] = [cornerAt(i), cornerAt(i + 1), cornerAt(i + 2)]
      order.push(a, isMirrored ? c : b, isMirrored ? b : c)
    }
    from += place.count
  }
  const whole = new BufferGeometry()
  whole.setAttribute('position', new BufferAttribute(places, 3))
  whole.setAttribute('normal', new BufferAttribute(normals, 3))
  whole.setAttribute('color', new BufferAttribute(colours, 3))
  whole.setIndex(new BufferAttribute(new Uint32Array(order), 1))
  return whole
}
