import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startVitest, type TestModule } from 'vitest/node'
import { runCommand } from '../../generator/src/run-command.ts'
import { packAll, repository } from '../../release/src/pack.ts'

const known = readdirSync(join(repository, 'examples'))

await runCommand(async () => {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')}. Known: ${known.join(', ')}`)
  const folder = await mkdtemp(join(tmpdir(), 'auth-examples-packed-'))
  try {
    await packAll(folder)
    await drive(names.length > 0 ? names : known, join(folder, 'tarballs'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

async function drive(names: readonly string[], tarballs: string): Promise<void> {
  process.env['EXAMPLES'] = '1'
  process.env['EXAMPLES_TARBALLS'] = tarballs
  const files = names.map((name) => `tools/examples/test/${name}.test.ts`)
  let passed = 0
  let failed = 0
  const counter = {
    onTestRunEnd(modules: readonly TestModule[]): void {
      for (const module of modules) {
        const states = [...module.children.allTests()].map((test) => test.result().state)
        passed += states.filter((state) => state === 'passed').length
        // An example that does not even start is one that fails.
        failed += Math.max(
          states.filter((state) => state !== 'passed').length,
          module.ok() && states.length > 0 ? 0 : 1,
        )
      }
    },
  }
  const vitest = await startVitest('test', files, {
    ...{ root: repository, run: true, watch: false, reporters: ['verbose', counter] },
    // Two at a time, each with a build and a browser, are as many as two cores carry.
    ...{ maxWorkers: 2, hookTimeout: 480_000 },
  })
  await vitest.close()
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
