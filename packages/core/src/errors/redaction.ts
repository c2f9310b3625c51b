import { type Clock, systemClock } from '../clock.ts'
import { withTimeLimit } from '../time-limit.ts'
import { unlessAborted } from '../wait-for.ts'
import type { Redactor } from './redact/redactor.ts'

// The time that a flight has beyond that of its requests is 5 s.
const loadLimitMs = 4000

/** What shows nothing of a provider, and needs to know no secret. */
const silence: Redactor = {
  text: () => '',
  name: () => '',
  problem: () => '',
  id: () => '[redacted]',
  identifier: () => undefined,
}

/** Removes one set of secrets, once what does it is loaded: only failures need it. Until then nothing is shown. */
export interface Redaction {
  /** Loads it. If that fails, takes long or is aborted, the provider's words are left out, which is safe. */
  load(signal?: AbortSignal): Promise<void>
  /** Brings the redactor of one error. */
  redactor(): Redactor
}

/** @param secrets - There may be more of them later. */
export function createRedaction(secrets: Iterable<string>, clock: Clock = systemClock): Redaction {
  let open = (): Redactor => silence
  let isLoaded = false

  async function load(): Promise<void> {
    const { createRedactor } = await import('./redact/redactor.ts')
    open = createRedactor(secrets)
    isLoaded = true
  }

  return {
    async load(signal) {
      if (isLoaded) return
      await withTimeLimit(clock, loadLimitMs, signal, (limit) => unlessAborted(load(), limit)).catch(() => {})
    },
    redactor: () => open(),
  }
}
