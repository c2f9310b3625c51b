import type { PackageModel } from '../package-model.ts'
import { type Given, quote } from '../sign-in/members.ts'
import { codeOf } from './adapter.ts'
import { comment, credentialsCode, describe, exampleCode } from './code.ts'
import { apiPath } from './sources.ts'

export function readmeFile(model: PackageModel): string {
  const { options, servers } = model
  const { title, pascal, name } = model.names
  const variable = (part: string): string => part.replace(/[A-Z]/g, '_$&').replaceAll('-', '_').toUpperCase()
  const fromEnvironment = (given: Given): string => `process.env.${variable(name)}_${variable(given.name)} ?? ''`
  const ownOptions = exampleCode(options, (option) => (option.secret ? fromEnvironment(option) : literal(option)))
  const url = servers.hasHost ? [] : [`authBaseUrl: 'https://host.test${apiPath(model)}'`]
  const own = [...url, ...(ownOptions ? [ownOptions] : [])].join(', ')
  const given = credentialsCode(model, fromEnvironment)
  return `# @auth/${name}

FILL IN: how one signs in to ${title}, how the token is renewed, and what calls carry. It keeps the access token fresh.

\`\`\`sh
npm install @auth/${name}
\`\`\`

## Examples

A service with its own credentials. It signs in when the first token is needed:

\`\`\`ts
import { create${pascal}Auth } from '@auth/${name}'

const auth = create${pascal}Auth({
${own ? `  ${own},\n` : ''}  credentials: ${given},
})
const response = await auth.fetch('/')
\`\`\`

An application whose users sign in. Each person has their own object, with the session in a store:

\`\`\`ts
import { createMemoryStore } from '@auth/core'
import { create${pascal}Auth } from '@auth/${name}'

const auth = create${pascal}Auth({
${own ? `  ${own},\n` : ''}  store: createMemoryStore(), // with several processes, one that they share
  identity: 'user-1', // the person's ID in your application
})
await auth.signIn(${given})
\`\`\`

## Options

${optionsText(options)}

## Failures

Every failure of a token request is an \`AuthError\`. Its \`code\` says what to do.

${table(failureRows(model))}

When no response arrives at all: \`network\` and \`timeout\` (both retryable), and \`cooling_down\` while token requests are
backing off after a failure.
`
}

function literal({ example }: Given): string {
  return typeof example === 'string' ? quote(example) : String(example)
}

function optionsText(options: readonly Given[]): string {
  const shared = '`credentials`, `store`, `identity`, `apiBaseUrl`, `fetch`, `retry`, `onEvent`, …'
  if (options.length === 0) return `The options that every provider has: ${shared}`
  const rows = options.map((item) => {
    const type = `\`${item.type.replaceAll('|', '\\|')}\``
    return [`\`${item.name}\``, type, item.required ? 'required' : 'none', cell(describe(item))]
  })
  return `In addition to those that every provider has (${shared}):\n\n${table([['name', 'type', 'default', 'meaning'], ...rows])}`
}

const redirectWords = 'Check `authBaseUrl`. Redirects are refused: they would carry credentials with them.'
const page = '`<html><body>An error page</body></html>`'

/** Every documented status, with an empty body and with the spec's example, and what any server can do. */
function failureRows({ signIn }: PackageModel): string[][] {
  const row = (status: string, body: string, code: string, what: string): string[] => {
    const retryable = ['rate_limited', 'server_error', 'timeout'].includes(code) ? 'yes' : 'no'
    return ['`sign-in`', `\`${status}\``, body, `\`${code}\``, retryable, what]
  }
  const documented = signIn.statuses
    .filter(({ status }) => /^[345]\d\d$/.test(status))
    .flatMap(({ status, description, example }) => {
      const isRedirect = /^30[12378]$/.test(status)
      const code = isRedirect ? 'unexpected_redirect' : (codeOf(status) ?? commonCode(Number(status)))
      const what =
        codeOf(status) && !isRedirect
          ? `FILL IN: ${cell(comment(description))}`
          : isRedirect
            ? redirectWords
            : 'Try again later.'
      const shown =
        example === undefined || /[`\\]/.test(example) || example.length > 400 ? [] : [`\`${cell(example)}\``]
      const bodies = ['empty', ...shown]
      return bodies.map((body) => row(status, body, code, what))
    })
  const known = new Set(documented.map(([, status]) => status))
  const common = [408, 429, 500, 502, 503]
    .filter((status) => !known.has(`\`${status}\``))
    .map((status) => row(String(status), status < 500 ? 'empty' : page, commonCode(status), 'Try again later.'))
  const { success } = signIn
  const broken =
    success?.schema && !success.isText
      ? [
          row(success.status, '`{"`', 'invalid_response', 'A proxy may have cut off the response. Try again.'),
          row(
            success.status,
            '`<html><body>Welcome</body></html>`',
            'invalid_response',
            'Check `authBaseUrl`: this is a web page.',
          ),
        ]
      : []
  const redirect = known.has('`302`') ? [] : [row('302', 'empty', 'unexpected_redirect', redirectWords)]
  return [
    ['phase', 'status', 'body', 'code', 'retryable', 'what to do'],
    ...documented,
    ...common,
    ...redirect,
    ...broken,
  ]
}

function commonCode(status: number): string {
  if (status === 408) return 'timeout'
  if (status === 429) return 'rate_limited'
  return status >= 500 ? 'server_error' : 'invalid_response'
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const [head = [], ...others] = rows.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)))
  return [head, widths.map((width) => '-'.repeat(width)), ...others].map(line).join('\n')
}
