import { readFileSync } from 'node:fs'
import type { ClientPair } from '../../../src/spec/clients/compare-clients.ts'
import type { RuleName } from '../../../src/spec/rules/rules.ts'

/** An edit of a generated client, as a change of the generator's templates makes it. */
export interface ClientEdit {
  readonly edit: string
  readonly file: 'index.ts' | 'operations.ts' | 'schemas.ts'
  readonly from: string
  readonly to: string
  /** The edit is undone, not done. */
  readonly backwards?: true
  /** All that is to be found, by rule. */
  readonly rules: readonly RuleName[]
}

/** A copy of a real client. */
const client: Readonly<Record<string, string>> = Object.fromEntries(
  ['index.ts', 'operations.ts', 'schemas.ts'].map((file) => [
    file,
    readFileSync(new URL(`../fixtures/meshy-${file}.txt`, import.meta.url), 'utf8'),
  ]),
)

export function clientPair({ file, from, to, backwards }: ClientEdit): ClientPair {
  const text = client[file] ?? ''
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  const edited = { ...client, [file]: text.replace(from, to) }
  return backwards ? { base: edited, now: client } : { base: client, now: edited }
}

const last = '  | Documented<429, undefined>\n'

export const clientEdits: readonly ClientEdit[] = [
  { edit: 'nothing', file: 'index.ts', from: '', to: '', rules: [] },
  {
    edit: 'another comment',
    file: 'operations.ts',
    from: '/** The request body. */',
    to: '/** The body. */',
    rules: ['code-changed'],
  },
  {
    edit: 'other code behind the same types',
    file: 'operations.ts',
    from: "method: 'POST'",
    to: "method: 'PUT'",
    rules: ['code-changed'],
  },
  {
    edit: 'an export that is gone',
    file: 'index.ts',
    from: '  revokeToken,\n',
    to: '',
    rules: ['export-removed'],
  },
  {
    edit: 'one more export',
    file: 'index.ts',
    from: '  revokeToken,\n',
    to: '',
    backwards: true,
    rules: ['export-added'],
  },
  {
    edit: 'one more member that can be sent',
    file: 'operations.ts',
    from: 'export interface CreateTokenRequest {',
    to: 'export interface CreateTokenRequest {\n  device?: string | undefined',
    rules: ['type-extended'],
  },
  {
    edit: 'one more member that must be sent',
    file: 'operations.ts',
    from: 'export interface CreateTokenRequest {',
    to: 'export interface CreateTokenRequest {\n  device: string',
    rules: ['type-incompatible'],
  },
  {
    edit: 'a member that can no longer be sent',
    file: 'schemas.ts',
    from: "  token_type_hint?: 'refresh_token' | undefined\n",
    to: '',
    rules: ['type-incompatible'],
  },
  {
    edit: 'one more argument',
    file: 'operations.ts',
    from: 'request: CreateTokenRequest,\n',
    to: 'request: CreateTokenRequest,\n  device: string,\n',
    rules: ['type-incompatible'],
  },
  {
    edit: 'one more status',
    file: 'operations.ts',
    from: last,
    to: `${last}  | Documented<418, undefined>\n`,
    rules: ['type-extended'],
  },
  { edit: 'one status less', file: 'operations.ts', from: last, to: '', rules: ['type-incompatible'] },
  {
    edit: 'an error without its body',
    file: 'operations.ts',
    from: 'Documented<400, OAuthError | undefined>',
    to: 'Documented<400, undefined>',
    rules: ['type-incompatible'],
  },
  {
    edit: 'a member that can be missing from responses',
    file: 'schemas.ts',
    from: '  access_token: string',
    to: '  access_token?: string | undefined',
    rules: ['type-incompatible'],
  },
  {
    edit: 'an optional member that is gone from responses',
    file: 'schemas.ts',
    from: '  id_token?: string | undefined\n',
    to: '',
    rules: ['type-incompatible'],
  },
  {
    edit: 'one more member of responses',
    file: 'schemas.ts',
    from: '  access_token: string\n',
    to: '  access_token: string\n  session_state?: string | undefined\n',
    rules: ['type-extended'],
  },
  {
    edit: 'one more known value of an open enum',
    file: 'schemas.ts',
    from: "    | 'invalid_client'\n",
    to: "    | 'invalid_client'\n    | 'slow_down'\n",
    rules: ['type-extended'],
  },
]
