import type { ServerResponse } from 'node:http'
import type { AssembledEmulator } from '../emulator.ts'
import { everythingOf, stateOf } from './state.ts'
import type { Watch } from './watch.ts'

/** Somebody who reads this slowly begins anew, and does not fill the memory. */
const mostUnread = 4_000_000

/** Server-sent events: `all` once, then `requests` that changed and `state`. */
export function sendEvents(
  outgoing: ServerResponse,
  assembled: AssembledEmulator,
  { watch, genlogsProfile }: { watch: Watch; genlogsProfile: string },
): void {
  outgoing.writeHead(200, {
    ...{ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    'cross-origin-resource-policy': 'same-origin',
  })
  const send = (event: string, data: unknown): void => {
    if (outgoing.writableLength > mostUnread) outgoing.destroy()
    else outgoing.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  send('all', everythingOf(assembled, watch, genlogsProfile))
  const stop = watch.subscribe((requests) => {
    if (requests.length > 0) send('requests', requests)
    send('state', stateOf(assembled, watch))
  })
  outgoing.once('close', stop)
}
