import { createRedactor } from '../../src/errors/redact/redactor.ts'

/** What is left of a provider's words in an error that knows these secrets. */
export function redactText(text: string, secrets: Iterable<string>): string {
  return createRedactor(secrets)().text(text)
}

/** What is left of a name. */
export function redactName(name: string, secrets: Iterable<string>): string {
  return createRedactor(secrets)().name(name)
}

/** What is left of a code or a request id. */
export function safeIdentifier(value: unknown, secrets: Iterable<string>): string | undefined {
  return createRedactor(secrets)().identifier(value)
}
