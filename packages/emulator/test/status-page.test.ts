import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../src/index.ts'

interface Element {
  textContent: string
  children: Element[]
  replaceChildren(...children: Element[]): void
}

function createElement(): Element {
  const element: Element = {
    textContent: '',
    children: [],
    replaceChildren: (...children) => {
      element.children = children
    },
  }
  return element
}

const getPage = async (emulator: RunningEmulator): Promise<Response> =>
  fetch(emulator.origin, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })

/** Runs the page's script as a browser would: `step()` is one poll, or one tick of the count-down. */
async function open(emulator: RunningEmulator) {
  const elements = { state: createElement(), tokens: createElement(), requests: createElement() }
  const time = { now: 0 }
  let polled = Promise.withResolvers<void>()
  let poll = (): unknown => undefined
  let countDown = (): unknown => undefined
  const html = await (await getPage(emulator)).text()
  runInContext(
    /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? '',
    createContext({
      document: { getElementById: (id: keyof typeof elements) => elements[id], createElement },
      fetch: (path: string) => fetch(emulator.origin + path),
      Date: class extends Date {
        static override now = (): number => time.now
      },
      setInterval: (work: () => unknown) => {
        countDown = work
      },
      setTimeout: (work: () => unknown) => {
        poll = work
        polled.resolve()
      },
    }),
  )
  await polled.promise
  const rows = (id: 'tokens' | 'requests'): string[] =>
    elements[id].children.map((row) => row.children.map((cell) => cell.textContent).join(' | '))
  return {
    ...{ html, elements, rows },
    pass: (ms: number) => {
      time.now += ms
      countDown()
    },
    poll: async () => {
      polled = Promise.withResolvers()
      poll()
      await polled.promise
    },
  }
}

const signIn = (emulator: RunningEmulator): Promise<Response> => {
  const { apiKey, email, password } = emulator.credentials.genlogs
  return emulator.fetch(`${emulator.urls.genlogs.authBaseUrl}/auth/token?${new URLSearchParams({ email, password })}`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey },
  })
}

test('The page shows live tokens that count down, and the requests.', async () => {
  await using emulator = await startEmulator({ clock: { now: () => 0 } })
  const page = await open(emulator)
  expect([page.rows('tokens'), page.rows('requests')]).toEqual([['none'], ['none']])
  await signIn(emulator)
  await page.poll()
  expect(page.rows('tokens')).toEqual([
    expect.stringMatching(/^genlogs \| access \| ada\+demo@example\.com \| \*\*\*.{4} \| 3600 s$/),
    expect.stringMatching(/^genlogs \| refresh \| .* \| 86400 s$/),
  ])
  expect(page.rows('requests')).toEqual([
    expect.stringMatching(/^1970-\S+ \| genlogs \| token \| POST \/auth\/token \| 200 \| email=\S+ password=\*\*\*$/),
  ])
  page.pass(10_000)
  expect(page.rows('tokens')[0]).toContain(' | 3590 s')
  page.pass(3_590_000)
  expect(page.rows('tokens')).toEqual([expect.stringContaining('refresh')])
})

test('The page shows no secrets and lets nothing but its own script run.', async () => {
  await using emulator = await startEmulator()
  const { access_token_data } = await (await signIn(emulator)).json()
  const page = await open(emulator)
  const shown = page.html + JSON.stringify([page.rows('tokens'), page.rows('requests')])
  const { meshy, elasticpath, gooru, genlogs } = emulator.credentials
  const secrets = [meshy.password, elasticpath.clientSecret, gooru.clientKey, genlogs.password, genlogs.apiKey]
  for (const secret of [...secrets, access_token_data.token]) expect(shown).not.toContain(secret)
  const response = await getPage(emulator)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('The page says when the emulator is gone.', async () => {
  await using emulator = await startEmulator()
  const page = await open(emulator)
  expect(page.elements.state.textContent).toBe('running')
  await emulator.close()
  await page.poll()
  expect(page.elements.state.textContent).toBe('not reachable')
})
