import type { SpecNode } from '../../../generator/src/check-names.ts'

/** A document while it is adopted: it is changed in place, and what was changed is noted. */
export interface Adoption {
  readonly document: SpecNode
  /** As it was given: what references lead to. */
  readonly origin: SpecNode
  /** Says what was changed, in one sentence. */
  readonly note: (change: string) => void
}

/** What a schema is part of: members that only answers have are not sent, and the other way round. */
export type Direction = 'sent' | 'received'
