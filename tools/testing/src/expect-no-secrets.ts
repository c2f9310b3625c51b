import { inspect } from 'node:util'

/**
 * Fails when one of the secrets shows in a value, however one looks at it. Give the secrets as they were used: the
 * forms in which servers echo them are tried too.
 */
export function expectNoSecrets(value: unknown, secrets: Iterable<string>): void {
  const views: Record<string, string> = {
    inspect: inspect(value, { depth: null, showHidden: true, getters: true }),
    json: JSON.stringify(value) ?? '',
    text: String(value),
    clone: inspect(cloned(value), { depth: null, showHidden: true }),
  }
  if (value instanceof Error)
    views['stack'] = `${value.message}\n${value.stack}\n${inspect(value.cause, { depth: null })}`
  for (const [view, text] of Object.entries(views)) {
    for (const secret of secrets) {
      for (const form of formsOf(secret)) {
        if (text.includes(form)) throw new Error(`a secret shows in ${view}: ${text.slice(0, 300)}`)
      }
    }
  }
}

function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    JSON.stringify(secret).slice(1, -1),
  ]
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    return undefined
  }
}
