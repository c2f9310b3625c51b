import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentOf, foldersIn } from '../support/account.ts'
import { control, runBuilt, startEmulated } from './processes.ts'

/** How many token requests fifty shells cause that ask at once: when there is no token, and when it has died. */
const shells = 50

const folder = await mkdtemp(join(tmpdir(), 'auth-cli-shells-'))
const emulator = await startEmulated()
const environment = { ...environmentOf(emulator), ...foldersIn(folder) }
for (const provider of ['meshy', 'elasticpath', 'gooru', 'genlogs']) {
  for (const [round, args] of [
    ['no session', ['headers', provider]],
    ['a fresh token', ['headers', provider]],
  ] as const) {
    await fetch(`${emulator.origin}/_emulator/reset`, { method: 'POST' })
    const startedAt = performance.now()
    const outcomes = await Promise.all(Array.from({ length: shells }, () => runBuilt(args, environment)))
    const tookMs = Math.round(performance.now() - startedAt)
    const requests = (await control(emulator.origin, 'requests')) as { endpoint: string }[] // the emulator's journal
    const failed = outcomes.filter(({ code }) => code !== 0).length
    const answers = new Set(outcomes.map(({ output }) => output)).size
    const counts = Object.groupBy(requests, ({ endpoint }) => endpoint)
    const text = Object.entries(counts).map(([endpoint, list]) => `${list?.length} ${endpoint}`)
    console.log(
      `${provider}, ${round}: ${shells} shells, ${failed} failed, ${answers} answers, requests: ${text.join(', ') || 'none'} (${tookMs} ms)`,
    )
  }
}
await emulator.end()
await rm(folder, { recursive: true, force: true })
process.exit()
