import { packRevision, packToday } from './installs/builds.ts'
import { installPeers } from './installs/peers.ts'
import type { Bench, Build } from './section.ts'

/** What sections work with. Each thing is packed or installed once, when the first section asks for it. */
export function openBench(against: string | undefined): Pick<Bench, 'builds' | 'peers'> {
  let builds: Promise<readonly Build[]> | undefined
  let peers: Promise<string> | undefined
  return {
    builds() {
      builds ??= packBuilds(against)
      return builds
    },
    peers() {
      peers ??= installPeers()
      return peers
    },
  }
}

// One after the other: both build with the same tools and cores.
async function packBuilds(against: string | undefined): Promise<readonly Build[]> {
  const today = await packToday()
  return against === undefined ? [today] : [today, await packRevision(against)]
}
