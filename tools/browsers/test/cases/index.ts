import type { Case } from './case.ts'
import { renewals } from './renewals.ts'
import { sharing, stored } from './sharing.ts'
import { storage } from './storage.ts'

export const cases: readonly Case[] = [...renewals, ...sharing, ...stored, ...storage]
