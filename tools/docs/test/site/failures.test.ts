import { expect, test } from 'vitest'
import { readFailures, showFailures } from '../../src/pages/failures.ts'
import { addResponses } from '../../src/pages/responses.ts'
import { read } from '../support/documents.ts'

const providers = ['meshy', 'elasticpath', 'gooru', 'genlogs']
const table = `| phase | status | body | code | retryable | what to do |
| --- | --- | --- | --- | --- | --- |
| \`sign-in\` | \`400\` | \`{"a":"b\\|c"}\` | \`invalid_client\` | no | Check \`publicKey\`. |
| \`sign-in\` | \`401\` | empty | \`invalid_client\` | no | The same. |
| \`sign-in\` | \`403\` | empty | \`access_denied\` | no | As above. Ask them. |
| \`sign-in\` | \`401\` | \`{"a":"b\\|c"}\` | \`rate_limited\` | yes | As with 400. |
`

test.each(providers)(
  'the table of %s has a row for each line of its README, each of which can be read alone',
  (name) => {
    const text = read(`packages/${name}/README.md`)
    const failures = readFailures(text)
    expect(failures).toHaveLength(text.match(/ \| (?:yes|no) +\| /g)?.length ?? 0)
    expect(failures.length).toBeGreaterThan(30)
    for (const failure of failures) {
      expect(failure.code).toMatch(/^`[a-z_]+`$/)
      expect(failure['what to do']).not.toMatch(/^(As above|The same)/)
    }
  },
)

test('what to do comes after status and body, spelled out where the README refers to another row', () => {
  const lines = showFailures(table, (code) => code).split('\n')
  expect(lines.filter((line) => line.startsWith('|'))).toEqual([
    '| status | body | what to do | code | phase | retryable |',
    '| --- | --- | --- | --- | --- | --- |',
    '| `400` | `{"a":"b\\|c"}` | Check `publicKey`. | `invalid_client` | `sign-in` | no |',
    '| `401` | empty | Check `publicKey`. | `invalid_client` | `sign-in` | no |',
    '| `403` | empty | Check `publicKey`. Ask them. | `access_denied` | `sign-in` | no |',
    '| `401` | `{"a":"b\\|c"}` | Check `publicKey`. | `rate_limited` | `sign-in` | yes |',
  ])
})

test('the page of an error lists which providers answer with it', () => {
  const failures = [{ provider: 'MeshyDB', page: '../providers/meshy.md', failures: readFailures(table) }]
  const page = addResponses('# invalid_client\n\n## Try it\n', 'invalid_client', failures)
  expect(page).toContain('| MeshyDB | [2 responses](../providers/meshy.md?code=invalid_client#failures) | 400, 401 |')
  expect(addResponses('# timeout\n', 'timeout', failures)).not.toContain('##')
})
