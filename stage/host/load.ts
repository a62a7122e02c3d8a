// Loads a VRM, 1.0 or 0.x, and makes it ready to be drawn frame by frame.
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js'
import { type Vrm, VRMLoaderPlugin, VRMUtils } from './three-vrm.ts'

/** Throws what the file lacks. The page is given nothing but this file, so one that names others fails here. */
export async function loadHost(bytes: ArrayBuffer): Promise<Vrm> {
  const loader = new GLTFLoader()
  loader.register(parser => new VRMLoaderPlugin(parser))
  const gltf = await loader.parseAsync(bytes, '')
  const vrm = gltf.userData['vrm'] as Vrm | undefined
  if (vrm === undefined) throw new Error('this is a glTF without a VRM in it')
  VRMUtils.rotateVRM0(vrm)
  vrm.scene.traverse(each => {
    each.frustumCulled = false // bounds are those of the rest pose
  })
  return vrm
}
