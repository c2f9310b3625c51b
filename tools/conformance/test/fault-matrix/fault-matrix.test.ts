import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { providers } from './clients.ts'
import { type FaultServer, startFaultServer } from './fault-server.ts'
import { faults } from './faults.ts'
import { operations } from './operations.ts'
import { type Cell, renderFaults } from './table.ts'

const page = new URL('../../../../docs/faults.md', import.meta.url)

describe('Every fault, at every provider, over real sockets', () => {
  let server: FaultServer
  let cells: readonly Cell[]

  beforeAll(async () => {
    server = await startFaultServer()
    const planned = faults.flatMap((fault) =>
      operations.flatMap((operation) => providers.map((provider) => ({ fault, operation, provider }))),
    )
    const run = async ({ fault, operation, provider }: (typeof planned)[number]): Promise<Cell[]> => {
      const endpoint = operation.endpoint(provider)
      if (!endpoint) return []
      try {
        const outcome = await operation.run(server, provider, fault, endpoint)
        return [{ fault, operation: operation.name, provider: provider.title, outcome }]
      } catch (cause) {
        throw new Error(`${provider.title}, ${operation.name}, ${fault.name}: ${String(cause)}`, { cause })
      }
    }
    cells = (await Promise.all(planned.map(run))).flat()
  }, 120_000)
  afterAll(() => server.close())

  const tokenRequests = (): readonly Cell[] => cells.filter(({ operation }) => operation !== 'API call')
  const nameOf = ({ provider, operation, fault }: Cell): string => `${provider}: ${operation}, ${fault.name}`

  test('The page about faults says what happens.', async () => {
    const found = renderFaults(cells)
    if (process.env['UPDATE_DOCS']) {
      await mkdir(new URL('.', page), { recursive: true })
      await writeFile(page, found)
    }
    expect(await readFile(page, 'utf8').catch(() => ''), 'run again with UPDATE_DOCS=1 to write it').toBe(found)
  })

  test('A token request is sent three times at most, and given up within 30 s.', () => {
    const beyond = tokenRequests().filter(({ outcome }) => outcome.sends > 3 || outcome.lastedMs > 30_000)
    expect(beyond.map(nameOf)).toEqual([])
  })

  test('Every form of `Retry-After` is waited for, before the next request or after the last.', () => {
    const asked = tokenRequests().filter(({ fault }) => fault.retryAfterMs !== undefined)
    const early = asked.filter(({ fault, outcome }) => {
      const { retryAfterMs = 0 } = fault
      return outcome.backoffMs !== retryAfterMs || outcome.waitsMs.some((waitMs) => waitMs < retryAfterMs)
    })
    expect(asked.length).toBeGreaterThan(0)
    expect(early.map(nameOf)).toEqual([])
  })

  test('Without a usable `Retry-After`, a rate limit is retried with backoff.', () => {
    const free = tokenRequests().filter(({ fault }) => /^429 (without|.*soon)/.test(fault.name))
    expect(free.map(({ outcome: { result, sends } }) => `${result} ${sends}`)).toEqual(free.map(() => 'rate_limited 3'))
  })

  test('A renewal that fails for a while ends no session, unless a refresh token that works once was used up.', () => {
    const ended = cells.filter(
      ({ operation, outcome }) =>
        operation === 'renewal' && outcome.after === 'ended' && outcome.result !== 'reauth_required',
    )
    expect(new Set(ended.map(({ provider }) => provider))).toEqual(new Set(['MeshyDB']))
    expect(ended.map(({ fault }) => fault.handled)).toEqual(ended.map(() => true))
    expect(ended.map(({ outcome }) => outcome.sends)).toEqual(ended.map(() => 1))
  })

  test('An API call is sent once, or twice where the token was refused.', () => {
    const calls = cells.filter(({ operation }) => operation === 'API call')
    const counts = calls.map(({ outcome }) => (outcome.after === 'renewed' ? 2 : 1))
    expect(calls.map(({ outcome }) => outcome.sends)).toEqual(counts)
    const renewed = calls.filter(({ outcome }) => outcome.after === 'renewed').map(({ fault }) => fault.name)
    expect(new Set(renewed)).toEqual(new Set(['401 without a body']))
  })
})
