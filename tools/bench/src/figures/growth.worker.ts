import { loadFrom } from '../peers/load.ts'
import { answer } from '../rounds/worker.ts'
import type { Build } from '../section.ts'
import { openOwn, repeat } from './contenders.ts'

export type Curve = 'callers' | 'sources' | 'accounts' | 'token-length'

export interface GrowthInput {
  readonly build: Build
  readonly curve: Curve
  readonly sizes: readonly number[]
}

/** CPU time in microseconds of one of so many: the least of some rounds, by size. */
answer(async ({ build, curve, sizes }: GrowthInput, report): Promise<number[]> => {
  const prepare = { callers, sources, accounts, 'token-length': tokenLength }[curve]
  const least = sizes.map(() => Number.POSITIVE_INFINITY)
  const rounds = 3
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, size] of sizes.entries()) {
      // What takes long is warm by itself, and done once.
      if (curve === 'sources' && size >= 10_000 && round < rounds) continue
      report(`${curve}: round ${round + 1}, ${size}`)
      // Small sizes are repeated: a clock that ticks in microseconds says little about one of them.
      const times = Math.max(1, Math.floor(100 / size))
      let spent = 0
      for (let time = 0; time < times; time += 1) {
        const work = await prepare(build, size)
        const before = process.cpuUsage()
        await work()
        const { user, system } = process.cpuUsage(before)
        spent += user + system
      }
      const units = curve === 'token-length' ? 1 : size
      // The first round warms up.
      if (round > 0) least[index] = Math.min(least[index] ?? spent, spent / times / units)
    }
  }
  return least
})

type Work = () => Promise<unknown>

async function openMeshy(build: Build) {
  const [own] = await openOwn(build)
  if (!own) throw new Error('There is nothing to measure')
  const send = repeat(own.send)
  await own.create({ fetch: send }).getToken()
  return { own, send }
}

/** Callers that wait for one token request. */
async function callers(build: Build, size: number): Promise<Work> {
  const { own, send } = await openMeshy(build)
  const { promise, resolve } = Promise.withResolvers<void>()
  const auth = own.create({ fetch: (input, init) => promise.then(() => send(input, init)) })
  return async () => {
    const waiting = Array.from({ length: size }, () => auth.getToken())
    resolve()
    await Promise.all(waiting)
  }
}

/** Clients on one store, each of which signs in. */
async function sources(build: Build, size: number): Promise<Work> {
  const { own, send } = await openMeshy(build)
  const load = await loadFrom(build.folder)
  const store = (await load<typeof import('@auth/core')>('@auth/core')).createMemoryStore()
  return async () => {
    for (let index = 0; index < size; index += 1) {
      await own.create({ fetch: send, store, identity: `person-${index}` }).getToken()
    }
  }
}

/** The accounts of a member of Elastic Path who signs in. */
async function accounts(build: Build, size: number): Promise<Work> {
  const load = await loadFrom(build.folder)
  const { createEmulator } = await load<typeof import('@auth/emulator/fetch')>('@auth/emulator/fetch')
  const { createElasticPathAuth } = await load<typeof import('@auth/elasticpath')>('@auth/elasticpath')
  const member = { username: 'someone@example.com', password: 'correct-horse-battery-staple' }
  const all = Array.from({ length: size }, (_, index) => ({ id: `account-${index}`, name: `Account ${index}` }))
  const emulator = createEmulator({
    elasticpath: { members: [{ ...member, memberId: 'member', accounts: all }] },
  })
  const { clientId, passwordProfileId } = emulator.credentials.elasticpath
  const options = { ...emulator.urls.elasticpath, clientId, passwordProfileId, fetch: repeat(emulator.fetch) }
  const create = () => createElasticPathAuth({ ...options, account: { id: 'account-0' }, credentials: member })
  await create().getToken()
  return () => create().getToken()
}

/** A sign-in that is answered with long tokens. */
async function tokenLength(build: Build, size: number): Promise<Work> {
  const { own } = await openMeshy(build)
  const token = 'x'.repeat(size)
  const body = JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600, refresh_token: token })
  const headers = { 'Content-Type': 'application/json' }
  const auth = own.create({ fetch: async () => new Response(body, { headers }) })
  await auth.getToken()
  return async () => {
    for (let time = 0; time < 20; time += 1) await auth.refresh()
  }
}
