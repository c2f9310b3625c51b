import type { ProviderName } from '../../contract.ts'
import type { ShownSetup } from '../../server/state.ts'
import { button, byId, choice, element } from './dom.ts'
import { providerNames, titles } from './names.ts'
import { describeError, runCalls } from './play-calls.ts'
import { createClient, type PlayClient, personOf, resources } from './play-client.ts'
import { createLog } from './play-log.ts'

/** A client of the chosen provider's package, to try: what it sends shows among the requests. */
export function createPlayground(setup: ShownSetup): void {
  let provider: ProviderName = 'meshy'
  let client: Promise<PlayClient> | undefined
  let isBroken = false

  const log = createLog()
  const name = element('input', { id: 'play-name', autocomplete: 'off', spellcheck: 'false' })
  const password = element('input', { id: 'play-password', autocomplete: 'off', spellcheck: 'false' })
  const nameTitle = element('span')
  const result = element('p', { class: 'result', id: 'play-result', role: 'status' })
  const marks = element('div', { class: 'marks', id: 'play-marks' })

  const network: typeof fetch = (input, init) =>
    isBroken ? Promise.reject(new TypeError('Failed to fetch')) : fetch(input, init)
  const credentials = (): Record<string, string> => ({
    [resources[provider].name]: name.value,
    password: password.value,
  })
  const current = (): Promise<PlayClient> => {
    client ??= createClient(provider, setup, { fetch: network, credentials, onEvent: log.add })
    return client
  }
  /** Says how it came out, and what state the client is in then. */
  const attempt = (doing: string, work: (client: PlayClient) => Promise<string>) => async (): Promise<void> => {
    result.textContent = `${doing}…`
    try {
      const used = await current()
      const outcome = await work(used).catch(describeError)
      result.textContent = `${outcome} · the client is ${used.status}`
    } catch (error) {
      result.textContent = describeError(error)
    }
  }
  const calls = (count: number, aborted?: number) => (used: PlayClient) =>
    runCalls(marks, used, { path: resources[provider].path, count, aborted })
  const signIn = attempt('Signing in', async (used) => {
    await used.signIn(credentials())
    return 'Signed in'
  })
  const breakNetwork = button('Break the network', () => {
    isBroken = !isBroken
    breakNetwork.setAttribute('aria-pressed', String(isBroken))
  })
  breakNetwork.setAttribute('aria-pressed', 'false')
  const begin = (chosen: ProviderName): void => {
    provider = chosen
    client = undefined
    const person = personOf(chosen, setup)
    name.value = person.name
    password.value = person.password
    nameTitle.textContent = resources[chosen].name === 'email' ? 'Email' : 'Username'
    result.textContent = `A client of @auth/${chosen}, as a browser bundles it. Calls go to ${resources[chosen].path}.`
    marks.replaceChildren()
    log.clear()
  }

  byId('play-provider').append(
    ...choice(
      providerNames.map((one) => [one, titles[one]] as const),
      begin,
    ),
  )
  byId('play').append(
    element(
      'form',
      {
        class: 'sign-in',
        submit: (event) => {
          event.preventDefault()
          void signIn()
        },
      },
      element('label', { for: 'play-name' }, nameTitle, name),
      element('label', { for: 'play-password' }, 'Password', password),
      element('button', { type: 'submit', class: 'strong' }, 'Sign in'),
    ),
    element(
      'p',
      { class: 'actions' },
      button('Call', attempt('Calling', calls(1))),
      button('20 calls at once', attempt('Calling', calls(20))),
      button('20 calls, one aborted', attempt('Calling', calls(20, 6))),
      button(
        'Renew',
        attempt('Renewing', async (used) => `Renewed: token ${(await used.refresh()).generation}`),
      ),
      breakNetwork,
      button(
        'Sign out',
        attempt('Signing out', async (used) => {
          await used.signOut()
          return 'Signed out'
        }),
      ),
    ),
    ...[result, marks, log.list],
  )
  begin(provider)
}
