import { setTimeout as wait } from 'node:timers/promises'
import type { Actions, TabOptions } from '../../src/tab.ts'
import type { Browser } from './browser.ts'
import { findProcess } from './processes.ts'

const spinMs = 300

/** A tab of the application. */
export interface Tab {
  /** Does something in the page: see `src/tab.ts`. */
  call<Name extends keyof Actions>(
    name: Name,
    ...given: Parameters<Actions[Name]>
  ): Promise<Awaited<ReturnType<Actions[Name]>>>
  /** What the page said when it started, where something is wrong with it. */
  readonly complaint: string | undefined
  reload(): Promise<void>
  /** Goes to another page. */
  leave(): Promise<void>
  /** Returns to this one. Resolves to whether it is the same as before, and was not loaded anew. */
  back(): Promise<boolean>
  close(): Promise<void>
  /** Finds out which process it runs in, so that it can be suspended. */
  locate(): Promise<void>
  /** Stops its process, until it is resumed. */
  suspend(): void
  resume(): void
}

/** @param storageBytes - How much its origin may store, where that is not limited for the whole browser. */
export async function openTab(browser: Browser, url: string, options: TabOptions, storageBytes?: number): Promise<Tab> {
  const page = await browser.newPage()
  let isClosed = false
  let complaint: string | undefined
  let pid: number | undefined
  const signal = (name: NodeJS.Signals): void => {
    if (pid !== undefined) process.kill(pid, name)
  }

  const call: Tab['call'] = async (name, ...given) =>
    JSON.parse(await page.evaluate(`run(${JSON.stringify(name)}, ${JSON.stringify(given)})`))
  const start = async (): Promise<void> => {
    complaint = (await call('start', options)) ?? undefined
  }
  await page.open(url)
  // Before it stores anything: what is left is asked for now and then only.
  if (storageBytes !== undefined) await page.limitStorage?.(storageBytes)
  await start()
  return {
    call,
    get complaint() {
      return complaint
    },
    async reload() {
      await page.reload()
      await start()
    },
    leave: () => page.open(new URL('/elsewhere', url).href),
    async back() {
      await page.back()
      const look = "typeof run === 'function' ? String(isStarted()) : ''"
      for (;;) {
        // It fails while one page takes the place of the other.
        const found = await page.evaluate(look).catch(() => '')
        if (found === 'false') await start()
        if (found) return found === 'true'
        await wait(20)
      }
    },
    async close() {
      if (isClosed) return
      isClosed = true
      signal('SIGCONT')
      await page.close()
    },
    async locate() {
      pid = await findProcess(() => call('spin', spinMs))
    },
    suspend: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  }
}
