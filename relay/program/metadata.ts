// Metadata of our own: the same for every feed that fits, so that nothing changes for whoever reads it.
import { type Profile, usualSound } from './profile.ts'

export type PictureFacts = Pick<Profile, 'widthPx' | 'heightPx' | 'frameRateFps'>

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
  }
}
