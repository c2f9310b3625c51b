import { expect, test } from 'vitest'
import { genlogs } from '../src/providers/genlogs.ts'
import type { Provider, Values } from '../src/providers/provider.ts'
import { openSession } from '../src/session/open-session.ts'
import { createTerminal } from './support/terminal.ts'

/** Opens a session on an emulator of its own, which the provider is told of. */
async function openEmulated(open: Provider['open']): Promise<{
  readonly outcome: PromiseSettledResult<unknown>
  readonly emulatorUrl: string
}> {
  let told: Values = {}
  const provider: Provider = {
    ...genlogs,
    open(values, shared) {
      told = values
      return open(values, shared)
    },
  }
  const request = { provider, profile: 'default', flags: {}, emulator: true, onSecrets() {}, onHeld() {} }
  const session = openSession(request, createTerminal({}))
  const [outcome] = await Promise.allSettled([session.then(({ settle }) => settle())])
  return { outcome, emulatorUrl: told['authBaseUrl'] ?? '' }
}

const failure = new Error('it fails')

test.each<[string, Provider['open']]>([
  [
    'cannot be opened',
    () => {
      throw failure
    },
  ],
  [
    'cannot be ended',
    (...given) => ({
      ...genlogs.open(...given),
      async settle() {
        throw failure
      },
    }),
  ],
])('An emulator is closed where the session on it %s.', async (_, open) => {
  const { outcome, emulatorUrl } = await openEmulated(open)
  expect(outcome).toEqual({ status: 'rejected', reason: failure })
  expect(emulatorUrl).toMatch(/^http:/)
  await expect(fetch(emulatorUrl)).rejects.toThrow('fetch failed')
})
