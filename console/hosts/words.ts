// Words of the page of virtual hosts.
import { en } from './words-en.ts'
import { zh } from './words-zh.ts'

export const hostWords = { zh, en }
