// Every platform we tell people by.
import type { ReceiverPlatform } from '../plan.ts'
import { dingtalk } from './dingtalk.ts'
import { feishu } from './feishu.ts'
import { http } from './http.ts'
import type { Platform } from './platform.ts'
import { wecom } from './wecom.ts'

export const platformsByName: Readonly<Record<ReceiverPlatform, Platform>> = { wecom, feishu, dingtalk, http }
