import type { ProviderName } from './contract.ts'

/** One request that arrived, with secrets masked. */
export interface JournalEntry {
  /** When it arrived, in epoch milliseconds of the emulator's clock. */
  readonly at: number
  /** Which provider was asked. */
  readonly provider: ProviderName
  /** Undefined when the provider has no such route. */
  readonly endpoint: string | undefined
  /** The HTTP method. */
  readonly method: string
  /** As the provider sees it: without its prefix and without the query, secrets as `***`. */
  readonly path: string
  /** The status of the answer, or the name of the fault that took the answer away. */
  readonly status: number | 'pending' | 'refuse' | 'reset' | 'stall' | 'truncate'
  /** The fields of query and body by their wire names, secrets as `***`. */
  readonly parameters: Readonly<Record<string, string>>
  /** The request's headers in lower case, secrets as `***`. */
  readonly headers: Readonly<Record<string, string>>
  /** What was answered. Only a server (`startEmulator`) keeps it. */
  readonly answer?: JournalAnswer
}

/** An answer, with secrets masked. */
export interface JournalAnswer {
  /** The answer's headers in lower case, secrets as `***`. */
  readonly headers: Readonly<Record<string, string>>
  /** The fields of a JSON body, secrets as `***`; the beginning of any other body as `body`. */
  readonly parameters: Readonly<Record<string, string>>
}

/** The newest requests, in one array that stays the same. Throws a TypeError for a limit that is no count. */
export function createJournal(limit = 1000): { requests: JournalEntry[]; record(entry: JournalEntry): void } {
  if (limit !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(limit) && limit >= 0)) {
    throw new TypeError('@auth/emulator: journalLimit must be a whole number from 0 up, or Infinity')
  }
  const requests: JournalEntry[] = []
  return {
    requests,
    record: (entry) => {
      requests.push(entry)
      if (requests.length > limit) requests.shift()
    },
  }
}
