import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReport } from '../rehearse/report.ts'
import { lintWorkflows } from './lint.ts'
import { tryWorkflows } from './try-workflows.ts'

const directory = await realpath(await mkdtemp(join(tmpdir(), 'auth-workflows-')))
const report = createReport(console.log, () => performance.now())
try {
  await report.try('workflows are well formed', () => lintWorkflows())
  await tryWorkflows(directory, report)
} catch (error) {
  await report.try('trying the workflows', () => Promise.reject(error))
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 })
}
console.log(`\n${report.summary()}`)
process.exitCode = report.failed ? 1 : 0
