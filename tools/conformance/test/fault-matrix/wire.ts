import type { Fetch } from '@auth/core'

/** One request and its answer, as far as both ends have come. */
export interface Exchange {
  readonly url: URL
  /** On the client's clock. */
  readonly sentAt: number
  /** The server has the request, and does nothing more until time passes. */
  resting: boolean
  /** Bytes of the answer's body that the server has sent, and that have reached the client. */
  sentBytes: number
  receivedBytes: number
  /** The client has the whole answer, or its failure. */
  done: boolean
  headers: Record<string, string>
}

/** A `fetch` over real sockets that knows when nothing is on its way any more. */
export interface Wire {
  readonly fetch: Fetch
  readonly exchanges: readonly Exchange[]
  /** To be called when an exchange has changed. */
  changed(): void
  /** Resolves when the condition holds, which is looked at after each change. */
  until(condition: () => boolean): Promise<void>
  /** Whether everything that was sent has arrived, and nothing more will come before time passes. */
  readonly quiet: boolean
}

/** @param detour - Where a request goes instead of its own address, if anywhere. */
export function createWire(now: () => number, detour: (url: URL) => URL | undefined): Wire {
  const exchanges: Exchange[] = []
  let waiting: Array<() => void> = []
  const changed = (): void => {
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }

  const finish = (exchange: Exchange): void => {
    exchange.done = true
    changed()
  }

  return {
    exchanges,
    changed,
    async until(condition) {
      while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    get quiet() {
      return exchanges.every(
        ({ done, resting, sentBytes, receivedBytes }) => done || (resting && sentBytes === receivedBytes),
      )
    },
    async fetch(input, init) {
      const request = input instanceof Request ? input : undefined
      const url = new URL(request?.url ?? String(input))
      const headers = Object.fromEntries(new Headers(init?.headers ?? request?.headers))
      const start = { sentBytes: 0, receivedBytes: 0, resting: false, done: false }
      const exchange: Exchange = { url, sentAt: now(), headers, ...start }
      exchanges.push(exchange)
      try {
        const response = await fetch(detour(url) ?? input, init)
        const { status, statusText } = response
        if (!response.body) finish(exchange)
        const body = response.body && watch(response.body, exchange, changed, () => finish(exchange))
        return new Response(body, { status, statusText, headers: response.headers })
      } catch (error) {
        finish(exchange)
        throw error
      }
    },
  }
}

/** Reads ahead, so that what has arrived does not depend on what the client wants to read. */
function watch(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  exchange: Exchange,
  changed: () => void,
  finish: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  let cancelled = false
  async function pump(controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>): Promise<void> {
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        if (!cancelled) controller.enqueue(next.value)
        exchange.receivedBytes += next.value.byteLength
        changed()
      }
      if (!cancelled) controller.close()
    } catch (error) {
      if (!cancelled) controller.error(error)
    }
    finish()
  }
  return new ReadableStream({
    start(controller) {
      void pump(controller)
    },
    cancel(reason) {
      cancelled = true
      return reader.cancel(reason)
    },
  })
}
