import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { repository } from '../../../generator/src/paths.ts'

export interface Checks {
  /** The first thing that is wrong, by package. One that is not there is right. */
  readonly lint: ReadonlyMap<string, string>
  readonly types: ReadonlyMap<string, string>
  readonly tests: ReadonlyMap<string, string>
  readonly ran: ReadonlyMap<string, string>
}

/** Lints, compiles and tests packages as they were created. */
export async function checkPackages(root: string, names: readonly string[]): Promise<Checks> {
  if (names.length === 0) return { lint: new Map(), types: new Map(), tests: new Map(), ran: new Map() }
  const lint = await findFirst(root, 'node_modules/@biomejs/biome/bin/biome', [
    ...['check', '--error-on-warnings', '--reporter=github', '--max-diagnostics=1000', `--config-path=${repository}`],
    ...['--vcs-enabled=false', ...names.flatMap((name) => [`packages/${name}`, `specs/${name}.yaml`])],
  ])
  const compilerOptions = { noEmit: true }
  const config = {
    extends: join(repository, 'tsconfig.json'),
    compilerOptions,
    include: ['packages/*/src', 'packages/*/test'],
  }
  await writeFile(join(root, 'tsconfig.json'), JSON.stringify(config))
  const types = await findFirst(root, 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json', '--pretty', 'false'])
  return { lint, types, ...(await runTests(root)) }
}

async function findFirst(root: string, tool: string, args: readonly string[]): Promise<Map<string, string>> {
  const told = await run(root, [join(repository, tool), ...args])
  const first = new Map<string, string>()
  for (const line of told.split('\n')) {
    const [, name] = /(?:packages|specs)\/([\w-]+)[/.]/.exec(line) ?? []
    if (name !== undefined && /error|warning/i.test(line) && !first.has(name)) first.set(name, line)
  }
  return first
}

async function runTests(root: string): Promise<Pick<Checks, 'tests' | 'ran'>> {
  const report = join(root, 'tests.json')
  const config = join(repository, 'vitest.config.ts')
  const args = ['run', '--root', root, '--config', config, '--reporter=json', `--outputFile=${report}`]
  await run(root, [join(repository, 'node_modules/vitest/vitest.mjs'), ...args])
  const { testResults }: { testResults: TestFile[] } = JSON.parse(await readFile(report, 'utf8'))
  const tests = new Map<string, string>()
  const counts = new Map<string, { passed: number; skipped: number }>()
  for (const { name: path, status, message, assertionResults } of testResults) {
    const [, name = ''] = relative(root, path).split('/')
    const count = counts.get(name) ?? { passed: 0, skipped: 0 }
    for (const result of assertionResults) {
      if (result.status === 'passed') count.passed += 1
      else if (result.status === 'failed')
        tests.set(name, `${result.title}: ${result.failureMessages[0]?.split('\n')[0]}`)
      else count.skipped += 1
    }
    if (status === 'failed' && !tests.has(name)) tests.set(name, String(message).split('\n')[0] ?? '')
    counts.set(name, count)
  }
  const ran = new Map([...counts].map(([name, { passed, skipped }]) => [name, `${passed} pass, ${skipped} skipped`]))
  return { tests, ran }
}

interface TestFile {
  readonly name: string
  readonly status: string
  readonly message?: string
  readonly assertionResults: readonly { status: string; title: string; failureMessages: readonly string[] }[]
}

function run(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((settle) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 256 * 1024 * 1024 }, (_, stdout, stderr) =>
      settle(stdout + stderr),
    )
  })
}
