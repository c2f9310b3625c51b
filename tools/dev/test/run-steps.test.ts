import { expect, test } from 'vitest'
import { runSteps, type Step } from '../src/run-steps.ts'

const script = (name: string, code: string, rest: Partial<Step> = {}): Step => ({
  name,
  command: ['-e', code],
  ...rest,
})

async function run(steps: readonly Step[], signal?: AbortSignal) {
  const printed: string[] = []
  const ok = await runSteps(steps, process.cwd(), (text) => printed.push(text), signal)
  return { ok, printed: printed.map((text) => text.replace(/\d+\.\d s/g, '0.0 s')) }
}

test('steps that go well are one line, and those that are not needed are left out', async () => {
  const steps = [
    script('generate', 'process.exit(1)', { isNeeded: async () => false }),
    script('types', 'console.log("a word")'),
    script('tests', ''),
  ]
  expect(await run(steps)).toEqual({ ok: true, printed: ['✓ types 0.0 s, tests 0.0 s: 0.0 s'] })
})

test('a step that fails shows all that it wrote, and is the last', async () => {
  const steps = [
    script('types', 'console.log("a mistake"); console.error("in line 7"); process.exit(2)'),
    script('tests', ''),
  ]
  const { ok, printed } = await run(steps)
  expect(ok).toBe(false)
  expect(printed).toEqual([expect.stringContaining('a mistake'), '✗ types failed 0.0 s'])
  expect(printed[0]).toContain('in line 7')
})

test('a step that is ended from outside says nothing, and none follows', async () => {
  const stop = new AbortController()
  const steps = [
    script('types', '', { isNeeded: async () => Boolean(setImmediate(() => stop.abort())) }),
    script('tests', 'setInterval(() => {}, 1000)'),
  ]
  expect(await run(steps, stop.signal)).toEqual({ ok: false, printed: [] })
})
