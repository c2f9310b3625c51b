import { createMemoryStore } from '@auth/core'
import { createEmulator } from '@auth/emulator'
import { createMeshyAuth } from '@auth/meshy'
// Not public: what makes the same run of the same seed.
import { createRandom } from '../../../../packages/core/test/simulation/random.ts'
import { digestAtOnce } from '../../../../packages/core/test/simulation/simulation-clock.ts'
import { type Simulated, simulate } from './simulate.ts'

/** As {@link simulate}, with the same figures each time, on every machine. */
export async function simulateExactly(processes: number, isBusyToo: boolean): Promise<Simulated> {
  await loadParts()
  const undo = digestAtOnce()
  const { random } = Math
  // By it, the store spreads when it asks again.
  Math.random = createRandom(2).next
  try {
    return await simulate(processes, isBusyToo)
  } finally {
    undo()
    Math.random = random
  }
}

/** What is loaded at its first use takes real time, in which virtual time would go on. */
async function loadParts(): Promise<void> {
  const emulator = createEmulator()
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const auth = createMeshyAuth({
    ...{ accountName, publicKey, credentials: { username, password }, ...emulator.urls.meshy, fetch: emulator.fetch },
    store: createMemoryStore(),
  })
  await auth.getToken()
  await auth.refresh()
}
