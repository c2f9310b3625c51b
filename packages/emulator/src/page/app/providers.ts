import type { ProviderName } from '../../contract.ts'
import type { ShownSetup } from '../../server/state.ts'
import type { ProviderSnippets } from '../../snippets.ts'
import { button, byId, choice, element } from './dom.ts'
import { providerNames, titles } from './names.ts'

const snippetTitles: Readonly<Record<ProviderName, Readonly<Record<keyof ProviderSnippets, string>>>> = {
  meshy: { env: 'env file', curl: 'curl', package: '@auth/meshy', others: 'fetch' },
  elasticpath: { env: 'env file', curl: 'curl', package: '@auth/elasticpath', others: 'official SDK' },
  gooru: { env: 'env file', curl: 'curl', package: '@auth/gooru', others: 'fetch' },
  genlogs: { env: 'env file', curl: 'curl', package: '@auth/genlogs', others: 'fetch' },
}

/** One card for each provider: where it is, who can sign in, and how. */
export function showProviders(setup: ShownSetup): void {
  byId('cards').replaceChildren(...providerNames.map((name) => card(name, setup)))
}

function card(name: ProviderName, { urls, credentials, snippets }: ShownSetup): HTMLElement {
  const { authBaseUrl, apiBaseUrl } = urls[name]
  const places = authBaseUrl === apiBaseUrl ? { 'base URL': apiBaseUrl } : { 'sign-in': authBaseUrl, API: apiBaseUrl }
  const texts = Object.entries(credentials[name]).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  )
  const list = element('dl')
  for (const [key, value] of [...Object.entries(places), ...texts]) {
    list.append(element('dt', {}, key), element('dd', {}, element('code', {}, value)))
  }
  return element(
    'article',
    { class: 'card', 'data-provider': name, 'aria-label': titles[name] },
    element('h3', {}, titles[name]),
    list,
    snippetBox(name, snippets[name]),
  )
}

function snippetBox(name: ProviderName, snippets: ProviderSnippets): HTMLElement {
  const code = element('code', {}, snippets.env)
  let shown: keyof ProviderSnippets = 'env'
  const kinds: readonly (keyof ProviderSnippets)[] = ['env', 'curl', 'package', 'others']
  const chips = choice(
    kinds.map((kind) => [kind, snippetTitles[name][kind]] as const),
    (kind) => {
      shown = kind
      code.textContent = snippets[kind]
    },
  )
  const copy = button('Copy', () => copyText(snippets[shown], copy), { class: 'small copy' })
  return element(
    'div',
    { class: 'snippet' },
    element(
      'div',
      { class: 'title' },
      element('fieldset', { class: 'chips' }, element('legend', {}, `To paste, for ${titles[name]}`), ...chips),
      copy,
    ),
    element('pre', { tabindex: 0 }, code),
  )
}

async function copyText(text: string, by: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    by.textContent = 'Copied'
  } catch {
    // Pages that did not come from loopback or over HTTPS have no clipboard.
    by.textContent = 'Not allowed'
  }
  setTimeout(() => {
    by.textContent = 'Copy'
  }, 1500)
}
