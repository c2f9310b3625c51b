import { benchBehaviour } from './behaviour/behaviour.ts'
import { benchFetch, benchHeaders, benchToken } from './figures/calls.ts'
import type { Section } from './section.ts'

/** By the names that the command takes, in the order in which they run. */
export const sections: Readonly<Record<string, Section>> = {
  redaction: async () => {
    // It measures the sources of core, which only the process of the bench itself finds.
    const { benchRedaction } = await import('./redaction/redaction.ts')
    return benchRedaction()
  },
  token: benchToken,
  headers: benchHeaders,
  fetch: benchFetch,
  behaviour: benchBehaviour,
}
