import { expect, test } from 'vitest'
import { read } from './support/repository.ts'

// Neither package needs the other, and there is no third one that both have at run time.
test('the commands end with npx in the same way', () => {
  expect(read('packages/emulator/src/cli/end-with-npx.ts')).toBe(read('packages/cli/src/end-with-npx.ts'))
})
