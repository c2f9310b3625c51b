import { elasticpath } from './elasticpath.ts'
import { genlogs } from './genlogs.ts'
import { gooru } from './gooru.ts'
import { meshy } from './meshy.ts'
import type { Provider } from './provider.ts'

export const providers: readonly Provider[] = [meshy, elasticpath, gooru, genlogs]
