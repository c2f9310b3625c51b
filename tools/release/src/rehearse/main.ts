import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rehearse } from './rehearse.ts'
import { Stopped } from './release.ts'
import { createReport } from './report.ts'

const directory = await realpath(await mkdtemp(join(tmpdir(), 'auth-rehearsal-')))
const report = createReport(console.log, () => performance.now())
const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort(new Error(signal)))

try {
  await Promise.race([
    rehearse(directory, report),
    new Promise((_, reject) => stopped.signal.addEventListener('abort', () => reject(stopped.signal.reason))),
  ])
} catch (error) {
  if (!(error instanceof Stopped)) await report.try('the rehearsal itself', () => Promise.reject(error))
} finally {
  if (process.argv.includes('--keep')) console.log(`kept: ${directory}`)
  else await rm(directory, { recursive: true, force: true, maxRetries: 3 })
}
console.log(`\n${report.summary()}`)
// What is still running after a signal, the registry too, ends with this process.
process.exit(report.failed ? 1 : 0)
