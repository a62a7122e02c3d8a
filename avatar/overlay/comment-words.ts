// What a viewer wrote, as its card shows it: one name, three lines, nothing that hides or turns letters.
import { plainText } from './plain-text.ts'

const longestAuthor = 16
const longestText = 42

export type CommentWords = { readonly author: string; readonly text: string }
type Mistake = { readonly field: 'author' | 'text'; readonly mistake: string; readonly mistakeZh: string }

/** The words a card would show; what to write instead where nothing readable is left of them, or too much. */
export function commentWords(author: string, text: string): CommentWords | Mistake {
  const words = {
    author: plainText(author.normalize('NFC'), longestAuthor),
    text: plainText(text.normalize('NFC'), 2 * longestText),
  }
  if (words.author === '')
    return wrong(
      'author',
      'the name has no letter that can be shown; write for example 观众',
      '名字里没有能显示的字，可写“观众”',
    )
  if (words.text === '')
    return wrong(
      'text',
      'the comment has no letter that can be shown; write it in words',
      '评论里没有能显示的字，请用文字写',
    )
  if (Array.from(words.text).length > longestText)
    return wrong(
      'text',
      `a card shows at most ${longestText} letters; write the comment shorter`,
      `卡片最多显示 ${longestText} 个字，请写短一些`,
    )
  return words
}

function wrong(field: Mistake['field'], mistake: string, mistakeZh: string): Mistake {
  return { field, mistake, mistakeZh }
}
