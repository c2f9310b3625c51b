import type { Auth } from '../../auth.ts'
import { createAuth } from '../../create-auth.ts'
import { isAuthError } from '../../errors/auth-error.ts'
import type { TokenStore } from '../../store/token-store.ts'
import { fail } from '../expectations.ts'
import type { Lab } from '../lab.ts'
import type { Case } from './case.ts'
import { adapter, createProvider, type Provider } from './provider.ts'

const rounds = 5

interface Fleet {
  readonly provider: Provider
  readonly clients: ReadonlyArray<Auth<object, object>>
}

/** Clients of one session of a provider that ends it when a refresh token is used twice. */
async function createFleet(lab: Lab, stores: readonly TokenStore[]): Promise<Fleet> {
  const provider = createProvider()
  const options = { identity: lab.createKey('session'), fetch: provider.fetch, random: () => 0.5 }
  const urls = { authBaseUrl: 'https://auth.example', apiBaseUrl: 'https://api.example' }
  const clients = stores.map((store) => createAuth(adapter, { ...options, store }, urls))
  await lab.within('once', 'the session did not begin', Promise.resolve(clients[0]?.signIn({})))
  await lab.within('once', 'a session was not found', Promise.all(clients.map((client) => client.getToken())))
  return { provider, clients }
}

/** All renew at once, and have the same new token afterwards. */
async function renew(lab: Lab, { clients, provider }: Fleet): Promise<void> {
  const before = provider.spent.size
  const tokens = await lab.within('once', 'a renewal failed', Promise.all(clients.map((client) => client.refresh())))
  const values = new Set(tokens.map(({ value }) => value))
  const most = Math.max(...provider.spent.values())
  if (most > 1) fail('once', `a refresh token was spent ${most} times`)
  if (values.size > 1 || provider.spent.size !== before + 1) {
    fail('once', `${provider.spent.size - before} renewals for ${clients.length} clients brought ${values.size} tokens`)
  }
}

/** Calls of whole sessions, with the rest of this package on the store. */
export const sessionCases: readonly Case[] = [
  {
    name: 'Clients of one session spend each refresh token once',
    async run(lab) {
      const stores = await Promise.all([lab.createClient(), lab.createClient(), lab.createClient()])
      const fleet = await createFleet(lab, stores)
      for (let round = 0; round < rounds; round += 1) await renew(lab, fleet)
    },
  },
  {
    name: 'A sign-out leaves a record, and ends the session for all clients',
    async run(lab) {
      const stores = await lab.createPair()
      const { clients } = await createFleet(lab, stores)
      const [one, other] = clients
      await lab.within('tombstone', 'signing out failed', Promise.resolve(one?.signOut()))
      // A store that nobody else reads, such as a cookie, has nobody to tell.
      if (stores[0].keepsTombstones === false) return
      const outcome = await lab.within('tombstone', 'a renewal did not end', codeOf(other?.refresh()))
      if (outcome !== 'reauth_required')
        fail('tombstone', `a client went on where another one had signed out: ${outcome}`)
    },
  },
  {
    name: 'Clients of one session spend each refresh token once where writes fail',
    needs: 'failWrites',
    async run(lab) {
      const fleet = await createFleet(lab, await lab.createPair())
      try {
        for (let round = 0; round < rounds; round += 1) {
          await lab.failWrites(1)
          await renew(lab, fleet)
        }
      } finally {
        await lab.failWrites(0)
      }
    },
  },
  {
    name: 'A client that loses its lock before it spends a refresh token asks for the lock again',
    needs: 'loseLock',
    async run(lab) {
      const [one, other] = await lab.createPair()
      let losses = 0
      const fleet = await createFleet(lab, [losingLocks(one), other])
      losses = 1
      await renew(lab, fleet)

      /** Loses the lock between its being taken and the change. */
      function losingLocks(store: TokenStore): TokenStore {
        return {
          read: (key, options) => store.read(key, options),
          update: (key, change, options) =>
            store.update(
              key,
              async (current, signal) => {
                if (losses-- > 0) {
                  const told = new Promise((resolve) => signal.addEventListener('abort', resolve))
                  await lab.loseLock(key)
                  if (!signal.aborted) await lab.within('lost', 'the signal was not aborted', told)
                }
                return change(current, signal)
              },
              options,
            ),
        }
      }
    },
  },
]

async function codeOf(call: Promise<unknown> | undefined): Promise<unknown> {
  return Promise.resolve(call).then(
    () => 'no error',
    (error: unknown) => (isAuthError(error) ? error.code : error),
  )
}
