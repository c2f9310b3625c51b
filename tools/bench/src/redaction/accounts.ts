import { createHash } from 'node:crypto'
import { measure } from '../measure.ts'
import { failuresOf } from './failures-of.ts'

const count = 10_000

interface Account {
  readonly account_id: string
  readonly account_name: string
  readonly token: string
}

/**
 * How long an error takes that offers a member's accounts, each of which came with a token: beside an error without
 * choices, and as a ratio to parsing the answer that brought them.
 *
 * @param tokenLength - In characters.
 */
export function measureAccounts(tokenLength: number): { readonly ms: number; readonly ratio: number } {
  const data = Array.from({ length: count }, (_, index) => {
    const hash = createHash('sha256').update(String(index)).digest('hex')
    return {
      account_id: [
        hash.slice(0, 8),
        hash.slice(8, 12),
        hash.slice(12, 16),
        hash.slice(16, 20),
        hash.slice(20, 32),
      ].join('-'),
      account_name: `Account ${index} of Somebody`,
      expires: '2030-01-01T00:00:00Z',
      token: `eyJhbGciOiJIUzI1NiJ9.${hash.repeat(Math.ceil(tokenLength / hash.length))}`.slice(0, tokenLength),
      type: 'account_management_authentication_token',
    }
  })
  const body = JSON.stringify({ meta: { page: { limit: count } }, data })
  const parsed: { data: Account[] } = JSON.parse(body)
  const secrets = new Set(['someone@example.com', 'hunter2-hunter2', ...parsed.data.map(({ token }) => token)])
  const choices = parsed.data.map(({ account_id: id, account_name: name }) => ({ id, name }))
  const [parsing = 0, failing = 0] = measure([
    () => JSON.parse(body),
    () => failuresOf('elasticpath', secrets)('account_selection_required', { message: 'choose', choices }),
  ])
  return { ms: failing, ratio: failing / parsing }
}
