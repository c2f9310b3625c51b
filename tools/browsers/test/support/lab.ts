import { type RunningEmulator, startEmulator } from '@auth/emulator'
import type { TabOptions } from '../../src/tab.ts'
import type { Browser } from './browser.ts'
import type { Site } from './site.ts'
import { openTab, type Tab } from './tab.ts'
import { type HeldAnswer, holdNextAnswer, isOwn, rememberAnswers } from './token-answers.ts'

const hourMs = 3_600_000

/** One origin of an application, its tabs, and the provider behind it. */
export interface Lab extends AsyncDisposable {
  readonly emulator: RunningEmulator
  /** How many tabs it has opened. */
  readonly tabCount: number
  /** A tab with a client that has no credentials of its own. */
  openTab(options?: LabOptions): Promise<Tab>
  /** So many tabs, and the person has signed in in the first of them. */
  openTabs(count: number, options?: LabOptions): Promise<Tab[]>
  signIn(tab: Tab): Promise<void>
  /** The provider handles the next token request; its answer has to wait. */
  holdNextAnswer(): HeldAnswer
  /** The provider answers a used refresh token as it did before. */
  rememberAnswers(): void
  /** Leaves out of the count what was sent so far. */
  startCounting(): void
  /** The token requests since. */
  requests(): readonly TokenRequest[]
}

export interface TokenRequest {
  readonly kind: 'sign-in' | 'renewal'
  readonly isRefused: boolean
}

export interface LabPlan {
  /** Of the host that the tabs are from. */
  readonly name: string
  /** @default an hour */
  readonly tokenLifeMs?: number | undefined
}

export interface LabOptions {
  readonly timing?: TabOptions['timing']
  readonly storageBytes?: number
  readonly path?: string
  /** Where the page is from. @default a host of its own below localhost */
  readonly host?: string
}

export async function openLab(browser: Browser, site: Site, { name, tokenLifeMs }: LabPlan): Promise<Lab> {
  const accessTokenLifetimeMs = tokenLifeMs ?? hourMs
  const emulator = await startEmulator({ meshy: { reuseDetection: true, accessTokenLifetimeMs } })
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const tabs: Tab[] = []
  let counted = 0
  const tokenRequests = (): TokenRequest[] =>
    emulator.requests
      .filter((entry) => entry.endpoint === 'token' && entry.method === 'POST' && !isOwn(entry))
      .map(({ parameters, status }) => ({
        kind: parameters['grant_type'] === 'password' ? 'sign-in' : 'renewal',
        isRefused: Number(status) >= 400,
      }))

  const lab: Lab = {
    emulator,
    get tabCount() {
      return tabs.length
    },
    async openTab({ timing, storageBytes, path = '', host = `${name}.localhost` } = {}) {
      const own = { ...emulator.urls.meshy, accountName, publicKey, identity: 'ada', ...(timing && { timing }) }
      const tab = await openTab(browser, `http://${host}:${site.port}/${path}`, own, storageBytes)
      tabs.push(tab)
      return tab
    },
    async openTabs(count, options) {
      const opened: Tab[] = []
      while (opened.length < count) opened.push(await lab.openTab(options))
      const [first] = opened
      if (first) await lab.signIn(first)
      for (const tab of opened) await tab.call('getToken')
      lab.startCounting()
      return opened
    },
    async signIn(tab) {
      const outcome = await tab.call('signIn', username, password)
      if (outcome !== 'signed in') throw new Error(`the sign-in failed: ${outcome}`)
    },
    holdNextAnswer: () => holdNextAnswer(emulator),
    rememberAnswers: () => rememberAnswers(emulator),
    startCounting() {
      counted = tokenRequests().length
    },
    requests: () => tokenRequests().slice(counted),
    async [Symbol.asyncDispose]() {
      for (const tab of tabs) await tab.close()
      await emulator.close()
    },
  }
  return lab
}
