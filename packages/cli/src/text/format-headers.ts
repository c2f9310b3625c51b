import { UsageError } from '../failures/usage-error.ts'

type Formatter = (headers: Readonly<Record<string, string>>, host: string) => string

const formatters: Readonly<Record<string, Formatter>> = {
  lines: (headers) => lines(headers, (name, value) => `${name}: ${value}`),
  // For `curl --config`: https://curl.se/docs/manpage.html#-K
  curl: (headers) => lines(headers, (name, value) => `header = "${name}: ${value.replace(/["\\]/g, '\\$&')}"`),
  json: (headers) => `${JSON.stringify(headers)}\n`,
  // For `eval` and `source` of a POSIX shell.
  env: (headers) =>
    lines(headers, (name, value) => {
      const variable = `AUTH_HEADER_${name.toUpperCase().replace(/[^A-Z\d]/g, '_')}`
      return `export ${variable}='${value.replaceAll("'", "'\\''")}'`
    }),
  netrc: formatNetrc,
}

export const headerFormats: readonly string[] = Object.keys(formatters)

/** Headers as text that a tool reads. */
export function formatHeaders(headers: Readonly<Record<string, string>>, format: string, host: string): string {
  return formatters[format]?.(headers, host) ?? ''
}

function lines(headers: Readonly<Record<string, string>>, line: (name: string, value: string) => string): string {
  return Object.entries(headers)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('')
}

/** Such a file knows a name and a password, which tools send as Basic, or as Bearer where they are told to. */
function formatNetrc(headers: Readonly<Record<string, string>>, host: string): string {
  const bearer = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1]
  if (bearer === undefined || Object.keys(headers).length > 1) {
    throw new UsageError('--format netrc is for tokens that are presented as a bearer alone: here, use --format curl')
  }
  return `machine ${host}\nlogin oauth2\npassword ${bearer}\n`
}
