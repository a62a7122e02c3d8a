// Pictures that are there before anything is drawn: hosts of ours and built-in sets, made by `npm run host` and `npm run set`.
import type { SetPlan } from '#stage'
import factory from './stills/factory.jpg'
import kitchen from './stills/kitchen.jpg'
import laboratory from './stills/laboratory.jpg'
import lin from './stills/lin.jpg'
import mei from './stills/mei.jpg'
import studio from './stills/studio.jpg'
import xing from './stills/xing.jpg'

export const hostStills: Readonly<Record<string, string>> = { lin, mei, xing }
export const setStills: Readonly<Record<SetPlan['kind'], string>> = { studio, factory, laboratory, kitchen }
