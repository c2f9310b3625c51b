import { benchBehaviour } from './behaviour/behaviour.ts'
import { benchAllocations } from './figures/allocations.ts'
import { benchFetch, benchHeaders, benchToken } from './figures/calls.ts'
import { benchEmulator } from './figures/emulator.ts'
import { benchGenerate } from './figures/generate.ts'
import { benchGrowth } from './figures/growth.ts'
import { benchMemory } from './figures/memory.ts'
import { benchSignIn } from './figures/sign-in.ts'
import { benchSizes } from './figures/sizes.ts'
import { benchFirstToken, benchImport } from './figures/start.ts'
import { benchThroughput } from './figures/throughput.ts'
import { benchWaiters } from './figures/waiters.ts'
import type { Section } from './section.ts'

/** By the names that the command takes, in the order in which they run. */
export const sections: Readonly<Record<string, Section>> = {
  behaviour: benchBehaviour,
  token: benchToken,
  headers: benchHeaders,
  fetch: benchFetch,
  allocations: benchAllocations,
  throughput: benchThroughput,
  'sign-in': benchSignIn,
  import: benchImport,
  'first-token': benchFirstToken,
  memory: benchMemory,
  waiters: benchWaiters,
  sizes: benchSizes,
  growth: benchGrowth,
  emulator: benchEmulator,
  generate: benchGenerate,
  redaction: async () => {
    // It measures the sources of core, which only the process of the bench itself finds.
    const { benchRedaction } = await import('./redaction/redaction.ts')
    return benchRedaction()
  },
}
