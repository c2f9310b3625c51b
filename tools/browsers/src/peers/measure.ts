import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser } from '../../test/support/browser.ts'
import { type AuthorizationServer, serveAuthorization } from './authorization-server.ts'
import { hasEnded, type Run } from './count.ts'
import type { TabPeer } from './peers.ts'
import { openPeerTab, type PeerTab } from './tab.ts'

const tabCount = 3
// Longer than a token lives.
const passingMs = 2 * 3_600_000
// Until all tabs have been told when.
const headStartMs = 200

export interface Measured {
  readonly run: Run
  /** What the tabs said at last, where they have no token. */
  readonly problems: readonly string[]
}

/** One session in three tabs: its token ends, all ask at once, so many times, or until the session has ended. */
export async function measure(browser: Browser, script: Uint8Array, mostRounds: number): Promise<Measured> {
  await using server = await serveAuthorization(script)
  const tabs: PeerTab[] = []
  try {
    tabs.push(await openPeerTab(browser, server.origin))
    await tabs[0]?.signIn()
    while (tabs.length < tabCount) tabs.push(await openPeerTab(browser, server.origin))
    if (!(await askAll(server, tabs)).every(({ isLive }) => isLive))
      throw new Error('The tabs do not share the sign-in.')
    if (server.renewals.length > 0) throw new Error('A token was renewed before it ended.')
    return await endTokens(server, tabs, mostRounds)
  } finally {
    for (const tab of tabs) await tab.close()
  }
}

async function endTokens(server: AuthorizationServer, tabs: readonly PeerTab[], mostRounds: number): Promise<Measured> {
  let rounds = 0
  while (rounds < mostRounds && !hasEnded(server)) {
    rounds += 1
    server.advance(passingMs)
    for (const tab of tabs) await tab.advance(passingMs)
    await askAll(server, tabs)
  }
  // Whoever has no token gets a second chance: another tab may have one by now.
  const last = await askAll(server, tabs)
  const signedIn = last.map(({ isLive }) => isLive)
  return {
    run: { rounds, renewals: [...server.renewals], signedIn },
    problems: last.flatMap(({ isLive, problem }) =>
      isLive ? [] : [problem ?? 'a token of the session that has ended'],
    ),
  }
}

interface Heard {
  readonly isLive: boolean
  readonly problem: string | undefined
}

async function askAll(server: AuthorizationServer, tabs: readonly PeerTab[]): Promise<Heard[]> {
  const at = Date.now() + headStartMs
  const said = await Promise.all(tabs.map((tab) => tab.ask(at)))
  return said.map(({ token, problem }) => ({ isLive: token !== undefined && server.isLive(token), problem }))
}

/** @param installed - The folder where the libraries are installed. */
export async function bundlePeer(peer: TabPeer, installed: string): Promise<Uint8Array> {
  const file = (name: string): string => fileURLToPath(new URL(`pages/${name}.ts`, import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [file(peer.name)],
    inject: [file('clocks')],
    ...{ bundle: true, write: false, format: 'iife', platform: 'browser', target: 'es2023' },
    conditions: ['@auth/source'],
    nodePaths: [`${installed}/node_modules`],
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}
