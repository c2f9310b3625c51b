import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from '../../test/support/browser.ts'
import type { Said } from './pages/page.ts'

const pauseMs = 20
const mostPauses = 500

/** A tab with a library in it. */
export interface PeerTab {
  /** Signs the person in, where they are not. */
  signIn(): Promise<void>
  advance(ms: number): Promise<void>
  /** @param at - When all tabs ask at once, in epoch milliseconds. */
  ask(at: number): Promise<Said>
  close(): Promise<void>
}

export async function openPeerTab(browser: Browser, url: string): Promise<PeerTab> {
  const page = await browser.newPage()
  await page.open(url)

  async function until(expression: string): Promise<void> {
    let found = ''
    for (let pauses = 0; pauses < mostPauses; pauses += 1) {
      // It fails while one page takes the place of the other.
      found = await page.evaluate(expression).catch(() => '')
      if (found === 'yes') return
      if (found.includes('Error')) break
      await wait(pauseMs)
    }
    await page.close()
    throw new Error(`The page did not get on: ${found || 'it says nothing'}`)
  }

  await until("tools.state() === 'open' ? 'yes' : tools.state()")
  return {
    async signIn() {
      await page.evaluate('tools.signIn()')
      await until("tools.state() === 'signed in' ? 'yes' : tools.state()")
    },
    async advance(ms) {
      await page.evaluate(`tools.advance(${ms})`)
    },
    ask: async (at) => JSON.parse(await page.evaluate(`tools.ask(${at})`)),
    close: () => page.close(),
  }
}
