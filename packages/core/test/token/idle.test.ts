import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createTestAuth } from '../support/test-adapter.ts'

describe('An idle client', () => {
  test('A script that has its token exits by itself.', async () => {
    const script = new URL('../support/script-with-token.ts', import.meta.url)
    const child = spawn(process.execPath, [script.pathname], { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    const [code] = await once(child, 'close')
    expect({ code, output }).toEqual({ code: 0, output: 'a-token\n' })
  })

  test('No timer is longer than a platform can count.', () => {
    using set = vi.spyOn(globalThis, 'setTimeout')
    systemClock.schedule(() => {}, 30 * 86_400_000)()
    systemClock.schedule(() => {}, Number.POSITIVE_INFINITY)()
    expect(set.mock.calls.map(([, delayMs]) => delayMs)).toEqual([2_147_483_647, 2_147_483_647])
  })

  test('Nothing is timed after a sign-in, a renewal, a failure or a sign-out.', async () => {
    const { auth, clock, endpoint } = createTestAuth()
    await auth.getToken()
    expect(clock.timers).toBe(0)
    await auth.refresh()
    expect(clock.timers).toBe(0)
    endpoint.fail({ status: 418 })
    await auth.refresh().catch(() => {})
    expect(clock.timers).toBe(0)
    await auth.signOut()
    expect(clock.timers).toBe(0)
  })
})
