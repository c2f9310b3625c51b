import type { ShownAll, ShownState } from '../../server/state.ts'
import type { NumberedEntry } from '../../server/watch.ts'

export interface Listener {
  all(all: ShownAll): void
  requests(requests: readonly NumberedEntry[]): void
  state(state: ShownState): void
  connected(isConnected: boolean): void
}

/** What happens on the server, as it happens. After an interruption it begins anew by itself. */
export function listen(listener: Listener): void {
  const source = new EventSource('/_emulator/events')
  const on = (name: string, receive: (data: never) => void): void =>
    // The server wrote it, as the types of both say.
    source.addEventListener(name, ({ data }) => receive(JSON.parse(data) as never))
  on('all', (all) => {
    listener.connected(true)
    listener.all(all)
  })
  on('requests', listener.requests)
  on('state', listener.state)
  source.addEventListener('error', () => listener.connected(false))
}
