import type { JournalAnswer, JournalEntry } from './journal.ts'

/** Who watches an emulator live: a server does, for its page. As a function, nobody does, and nothing is spent on it. */
export interface Observer {
  /** Something is not as it was: that request, or else tokens, faults or the time. */
  changed(entry?: JournalEntry): void
  /** What the journal keeps of an answer. */
  describe(response: Response): Promise<JournalAnswer>
}
