// A browser as people know it: "Chrome 153, Windows". Told by what it says of itself, so only for the eye.

const browsers: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['WeChat', /MicroMessenger\/(\d+)/],
  ['DingTalk', /DingTalk\/(\d+)/],
  ['Feishu', /(?:Feishu|Lark)\/(\d+)/],
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari/],
  ['curl', /^curl\/(\d+)/],
]
const systems: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/],
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux|X11/],
]

/** '' where it says nothing. */
export function browserNameOf(userAgent: string | undefined): string {
  if (userAgent === undefined) return ''
  const [browser, pattern] = browsers.find(([, each]) => each.test(userAgent)) ?? []
  const version = pattern?.exec(userAgent)?.[1]
  const system = systems.find(([, each]) => each.test(userAgent))?.[0]
  const said = [browser === undefined ? undefined : `${browser} ${version}`, system].filter(
    part => part !== undefined,
  )
  return said.length > 0 ? said.join(', ') : userAgent.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 40)
}
