// Chinese words stand close; only Latin names between them stand apart. Pure.

const special = /[.*+?^${}()|[\]\\]/g
/** Written in Han characters at both ends: it needs no space. */
const isHan = (name: string) => /^\p{Script=Han}(?:.*\p{Script=Han})?$/u.test(name)

/** Takes away the spaces that sentences leave around a name, where the name and what stands beside it are Chinese. */
export function closeUp(text: string, names: readonly string[]): string {
  return names.filter(isHan).reduce((sentence, name) => {
    const escaped = name.replaceAll(special, String.raw`\$&`)
    const before = new RegExp(String.raw`(?<=\p{Script=Han}) (?=${escaped})`, 'gu')
    const after = new RegExp(String.raw`(?<=${escaped}) (?=\p{Script=Han})`, 'gu')
    return sentence.replaceAll(before, '').replaceAll(after, '')
  }, text)
}
