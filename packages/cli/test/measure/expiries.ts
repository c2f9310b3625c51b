import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmulator } from '@auth/emulator'
import { environmentOf, foldersIn } from '../support/account.ts'
import { runBuilt } from './processes.ts'

/** Fifty shells at a time, over the expiries of tokens that live for seconds. */
const shells = 50
const lifeMs = 15_000
const rounds = 3

const folder = await mkdtemp(join(tmpdir(), 'auth-cli-expiries-'))
const emulator = await startEmulator({ genlogs: { accessTokenLifetimeMs: lifeMs } })
const environment = { ...environmentOf(emulator), ...foldersIn(folder) }
for (let round = 1; round <= rounds; round += 1) {
  emulator.reset()
  const outcomes = await Promise.all(Array.from({ length: shells }, () => runBuilt(['token', 'genlogs'], environment)))
  const failed = outcomes.filter(({ code }) => code !== 0).length
  const tokens = new Set(outcomes.map(({ output }) => output)).size
  console.log(
    `expiry ${round}: ${shells} shells, ${failed} failed, ${tokens} tokens, ${emulator.requests.length} token requests`,
  )
  await new Promise((resolve) => setTimeout(resolve, lifeMs))
}
await emulator.close()
await rm(folder, { recursive: true, force: true })
process.exit()
