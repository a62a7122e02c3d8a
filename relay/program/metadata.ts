// Metadata of our own: the same for every feed that fits, so that nothing changes for whoever reads it.
import { type Profile, usualSound } from './profile.ts'

export type PictureFacts = Pick<Profile, 'widthPx' | 'heightPx' | 'frameRateFps'> & {
  /** What a virtual host's pictures say of having been made by a machine (GB 45438-2025, appendix E), JSON. */
  readonly aigc?: string | undefined
}

/** What `onMetaData` says of a program that shows `picture`; as promised where the picture fits the profile. */
export function metadataOf(
  picture: PictureFacts,
  profile: Profile | undefined,
): Record<string, number | boolean | string> {
  const fits =
    profile !== undefined && profile.widthPx === picture.widthPx && profile.heightPx === picture.heightPx
  const { widthPx, heightPx, frameRateFps } = fits ? profile : picture
  const { sampleRateHz, channels } = profile ?? usualSound
  return {
    width: widthPx,
    height: heightPx,
    ...(frameRateFps === null ? {} : { framerate: frameRateFps }),
    videocodecid: 7,
    audiocodecid: 10,
    audiosamplerate: sampleRateHz,
    audiochannels: channels,
    stereo: channels > 1,
    encoder: 'Changming',
    ...(picture.aigc === undefined ? {} : { AIGC: picture.aigc }),
  }
}
