// The languages a host speaks, by their BCP 47 names.

/** `ja` takes kana only: a reading for kanji has to be written beside them. */
export const languages = ['zh', 'en', 'yue', 'ja', 'es'] as const
export type Language = (typeof languages)[number]
