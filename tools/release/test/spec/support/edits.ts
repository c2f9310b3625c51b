import type { Edit } from './edit.ts'
import { answerEdits } from './edits-answers.ts'
import { operationEdits } from './edits-operations.ts'
import { requestEdits } from './edits-requests.ts'
import { valueEdits } from './edits-values.ts'
import { wireEdits } from './edits-wire.ts'

/** At least one edit for every rule about specs. */
export const specEdits: readonly Edit[] = [
  ...operationEdits,
  ...requestEdits,
  ...answerEdits,
  ...valueEdits,
  ...wireEdits,
]
