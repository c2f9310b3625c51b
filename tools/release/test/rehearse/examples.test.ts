import { expect, test } from 'vitest'
import { findExample, readExamples, toCommonJs } from '../../src/rehearse/examples.ts'

const readme = `# Title

\`\`\`sh
npm install @auth/meshy
\`\`\`

\`\`\`ts
import { createMeshyAuth } from '@auth/meshy'
\`\`\`

\`\`\`ts
import { isAuthError, type Token } from '@auth/core'
import { createMeshyAuth } from '@auth/meshy'

const auth = createMeshyAuth({ accountName: 'a' })
console.log((await auth.fetch('/me')).status)
\`\`\`
`

test('the example of a package is the first that imports it and prints something', () => {
  const examples = readExamples(readme)

  expect(examples).toHaveLength(2)
  expect(findExample(examples, '@auth/meshy')).toBe(examples[1])
  expect(findExample(examples, '@auth/gooru')).toBeUndefined()
})

test('an example is rewritten for require(), with its types', () => {
  const example = `import { a, b } from '@auth/core'\nimport { c } from '@auth/meshy'\n\nawait c(a, b)\n`

  expect(toCommonJs(example)).toBe(`const { a, b }: typeof import('@auth/core') = require('@auth/core')
const { c }: typeof import('@auth/meshy') = require('@auth/meshy')

async function main() {
await c(a, b)
}
main()
`)
})

test('an import that has no other form is refused, not dropped', () => {
  expect(() => toCommonJs(`import auth from '@auth/meshy'\n`)).toThrow(/no CommonJS form/)
  expect(() => toCommonJs(`export const a = 1\n`)).toThrow(/no CommonJS form/)
})
