import { execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'

const run = promisify(execFile)
const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const guide = await readFile(new URL('../../../docs/guides/testing.md', import.meta.url), 'utf8')
const [compose, workflow] = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => parse(text))

/** The words after the name of the package, for a free port. */
function argumentsOf(command: string): string[] {
  const [, words] = /^npx (?:-y )?@auth\/emulator (.*)$/.exec(command) ?? []
  if (words === undefined) throw new Error(`starts no emulator: ${command}`)
  return [...words.split(' '), '--port', '0']
}

test('The service of Docker Compose starts, and its health check says when it is there.', async () => {
  const { emulator, app } = compose.services
  const child = spawn(process.execPath, [cli, ...argumentsOf(emulator.command)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill())
  let output = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk
    if (output.includes('\n')) break
  }
  const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? []
  const check = (place: string): Promise<number> =>
    run('sh', ['-c', emulator.healthcheck.test.replace('http://127.0.0.1:4010', place)]).then(
      () => 0,
      ({ code }) => code,
    )
  expect(emulator.healthcheck.test).toContain('http://127.0.0.1:4010')
  expect([await check(origin), await check('http://127.0.0.1:1')]).toEqual([0, 1])
  expect(app.network_mode).toBe('service:emulator')
  expect(Object.keys(compose.services)).toEqual(['emulator', 'app'])
})

test('The steps of GitHub Actions start an emulator and run tests on it.', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-steps-'))
  // In place of the real one, which would look for a published package.
  const npx = join(folder, 'npx')
  const line = 'shift; echo $$ > pid; exec "$NODE" "$CLI" "$@" --port 0'
  await writeFile(npx, `#!/bin/sh\n${line}\n`)
  await chmod(npx, 0o755)
  await writeFile(
    join(folder, 'place.test.mjs'),
    `import test from 'node:test'
import assert from 'node:assert'
test('it answers', async () => {
  assert.equal((await fetch(process.env.GENLOGS_API_BASE_URL + '/me')).status, 401)
  assert.equal(process.env.ELASTICPATH_PASSWORD, 'pa$$word')
})
`,
  )
  onTestFinished(async () => {
    process.kill(Number(await readFile(join(folder, 'pid'), 'utf8')))
    await rm(folder, { recursive: true })
  })
  const PATH = `${folder}:${join(process.execPath, '..')}:${process.env['PATH']}`
  const env = { PATH, NODE: process.execPath, CLI: cli }
  const steps: { name?: string; run?: string }[] = workflow.jobs.test.steps
  for (const name of ['Start the emulator', 'Test']) {
    const script = steps.find((step) => step.name === name)?.run ?? 'exit 1'
    const shell = spawn('bash', ['-e', '-c', script], { cwd: folder, env, stdio: 'ignore' })
    const code = await new Promise((resolve) => shell.once('exit', resolve))
    expect([name, code]).toEqual([name, 0])
  }
})
