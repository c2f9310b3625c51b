import type { JournalAnswer, JournalEntry } from '../journal.ts'
import { maskedHeaders, maskedParameters, maskedText } from '../mask.ts'
import type { Observer } from '../observer.ts'

/** A request with a number that stays its own while its answer is awaited. */
export type NumberedEntry = JournalEntry & { readonly id: number }

/** Tells those who look at the page what changes, several changes at a time. */
export interface Watch extends Observer {
  number(entry: JournalEntry): NumberedEntry
  /** @returns how to stop */
  subscribe(onChange: (requests: readonly NumberedEntry[]) => void): () => void
}

/** A burst of requests is told as one change. */
const gatherMs = 40

export function createWatch(): Watch {
  const ids = new WeakMap<JournalEntry, number>()
  const subscribers = new Set<(requests: readonly NumberedEntry[]) => void>()
  const changed = new Set<JournalEntry>()
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const number = (entry: JournalEntry): NumberedEntry => {
    const id = ids.get(entry) ?? ++last
    ids.set(entry, id)
    return { ...entry, id }
  }
  const tell = (): void => {
    timer = undefined
    const requests = [...changed].map(number)
    changed.clear()
    for (const onChange of subscribers) onChange(requests)
  }
  return {
    number,
    changed(entry) {
      if (entry !== undefined) number(entry)
      if (subscribers.size === 0) return
      if (entry !== undefined) changed.add(entry)
      timer ??= setTimeout(tell, gatherMs)
    },
    describe: describeAnswer,
    subscribe(onChange) {
      subscribers.add(onChange)
      return () => {
        subscribers.delete(onChange)
        if (subscribers.size > 0) return
        clearTimeout(timer)
        timer = undefined
        changed.clear()
      }
    },
  }
}

async function describeAnswer(response: Response): Promise<JournalAnswer> {
  const text = response.type === 'error' ? '' : await response.clone().text()
  const fields = maskedParameters(new URLSearchParams(), text, '')
  const isText = Object.keys(fields).length === 0 && text !== ''
  return { headers: maskedHeaders(response.headers), parameters: isText ? { body: maskedText(text) } : fields }
}
