import { inspect } from 'node:util'
import { visibleTexts } from './visible-texts.ts'

/**
 * Fails when one of the secrets shows in a value, however one looks at it: in print, as JSON, as a copy, or by walking
 * through its properties, getters and prototypes. Give the secrets as they were used: the forms in which servers echo
 * them are tried too.
 */
export function expectNoSecrets(value: unknown, secrets: Iterable<string>): void {
  const views: Record<string, string> = {
    inspect: inspect(value, { depth: null, showHidden: true, getters: true }),
    json: attempt(() => JSON.stringify(value)) ?? '',
    text: attempt(() => String(value)) ?? '',
    clone: inspect(
      attempt(() => structuredClone(value)),
      { depth: null, showHidden: true },
    ),
    properties: visibleTexts(value).join('\n'),
  }
  if (value instanceof Error)
    views['stack'] = `${value.message}\n${value.stack}\n${inspect(value.cause, { depth: null })}`
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      const [view, text] = Object.entries(views).find(([, shown]) => shown.includes(form)) ?? []
      if (text !== undefined) throw new Error(`a secret shows in ${view}: ${excerpt(text, form)}`)
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

/** Not every value has every view. */
function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

function excerpt(text: string, form: string): string {
  const at = text.indexOf(form)
  return text.slice(Math.max(0, at - 150), at + form.length + 150)
}
