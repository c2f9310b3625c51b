import type { Case } from '../case.ts'
import { failures } from './failures.ts'
import { limits } from './limits.ts'
import { requests } from './requests.ts'
import { sessions } from './sessions.ts'
import { tokens } from './tokens.ts'

export const cases: readonly Case[] = [...tokens, ...failures, ...requests, ...sessions, ...limits]
