import type { ShownState } from '../../server/state.ts'
import { createControls } from './controls.ts'
import { byId } from './dom.ts'
import { listen } from './feed.ts'
import { createPlayground } from './playground.ts'
import { showProviders } from './providers.ts'
import { createRequests } from './requests.ts'
import { createSessions } from './sessions.ts'

const requests = createRequests()
const sessions = createSessions()
let controls: ReturnType<typeof createControls> | undefined
// How far the servers' time is ahead of this page's.
let offsetMs: number | undefined

function serverNow(): number {
  return Date.now() + (offsetMs ?? 0)
}

function show({ now, tokens, faults, oldest }: ShownState): void {
  offsetMs = now - Date.now()
  requests.forget(oldest)
  sessions.show(tokens, now)
  controls?.show(faults)
  showClock()
}

function showClock(): void {
  byId('clock').textContent = offsetMs === undefined ? '' : new Date(serverNow()).toLocaleString()
}

listen({
  all(all) {
    requests.forget(null)
    requests.show(all.requests)
    if (controls === undefined) {
      controls = createControls(all.setup)
      showProviders(all.setup)
      createPlayground(all.setup)
    }
    show(all)
  },
  requests: (changed) => requests.show(changed),
  state: show,
  connected(isConnected) {
    const place = byId('connection')
    place.textContent = isConnected ? location.host : 'not reachable'
    place.dataset['on'] = String(isConnected)
  },
})

setInterval(() => {
  sessions.tick(serverNow())
  showClock()
}, 1000)
