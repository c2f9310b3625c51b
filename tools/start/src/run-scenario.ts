import { isAuthError, type Token } from '@auth/core'
import type { Scenario } from './scenario.ts'

/** What a scenario came to: a row of the summary. */
export interface Row {
  readonly provider: string
  readonly where: string
  readonly token: string
  readonly lifetime: string
  readonly presented: string
  readonly wrongPassword: string
}

/**
 * Signs in, calls the API, renews and tries a wrong password.
 *
 * @throws {Error} at the first step that does not come out as it should
 */
export async function runScenario(scenario: Scenario, where: string, report: (line: string) => void): Promise<Row> {
  const { auth, title } = scenario
  const first = await auth.getToken()
  report(`signed in, token ${mask(first)}, lives ${lifetimeOf(first)}`)
  const response = await auth.fetch(scenario.resource)
  await response.body?.cancel()
  if (response.status === 401 || response.status === 403)
    throw new Error(`${title}: the API refused the token (${response.status})`)
  report(`called ${scenario.resource}: ${response.status}`)
  const renewed = await auth.refresh()
  if (renewed.generation <= first.generation) throw new Error(`${title}: the renewal brought no newer token`)
  report(`renewed, token ${mask(renewed)}`)
  const wrongPassword = await tryWrongPassword(scenario)
  report(`a wrong password is ${wrongPassword}`)
  const headers = await auth.headers()
  const presented = Object.entries(headers).map(([name, value]) => `${name}: ${schemeOf(value)}…`)
  return {
    provider: title,
    where,
    token: mask(renewed),
    lifetime: lifetimeOf(renewed),
    presented: presented.join(', '),
    wrongPassword,
  }
}

async function tryWrongPassword({ title, wrongPassword }: Scenario): Promise<string> {
  try {
    await wrongPassword.getToken()
  } catch (error) {
    if (isAuthError(error, 'invalid_credentials')) return error.code
    throw error
  }
  throw new Error(`${title}: a wrong password was accepted`)
}

function mask({ value }: Token): string {
  return `${value.slice(0, 4)}… (${value.length} characters)`
}

function schemeOf(header: string): string {
  return /^(\w+ )/.exec(header)?.[1] ?? ''
}

function lifetimeOf({ expiresAt }: Token): string {
  if (expiresAt === undefined) return 'until refused'
  const seconds = Math.round((expiresAt - Date.now()) / 1000)
  return seconds >= 3600 ? `${(seconds / 3600).toFixed(1)} h` : `${seconds} s`
}
