import { expect, test } from 'vitest'
import { runTool } from './support/run-tool.ts'

test('generated code compiles under the strictest options, and its types allow and refuse what they should', async () => {
  const { failed, stdout } = await runTool('tsc', ['-p', 'tools/generator/test/golden/tsconfig.json'])

  expect(stdout).toBe('')
  expect(failed).toBe(false)
})
