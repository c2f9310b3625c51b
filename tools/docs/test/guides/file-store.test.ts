import '../support/environment.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { emulateHosts, people } from '../support/emulated-hosts.ts'

test('a session in files outlives its object, and a sign-out reaches the others', async () => {
  const home = await mkdtemp(join(tmpdir(), 'auth-home-'))
  // What `homedir` reads.
  vi.stubEnv('HOME', home)
  vi.stubEnv('USERPROFILE', home)
  emulateHosts()
  try {
    const { openSession } = await import('../../src/guides/file-store.ts')
    const first = openSession('demo', 'pk_demo', 'u1')
    await first.signIn(people[0])
    const token = await first.getToken()
    const second = openSession('demo', 'pk_demo', 'u1')
    expect((await second.getToken()).value).toBe(token.value)
    await second.signOut()
    await expect(openSession('demo', 'pk_demo', 'u1').getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  } finally {
    vi.unstubAllGlobals()
    vi.unstubAllEnvs()
    await rm(home, { recursive: true })
  }
})
