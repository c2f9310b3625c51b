import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { assembleEmulator, type Emulator, type EmulatorOptions } from './emulator.ts'
import { createControl } from './server/control.ts'
import { isLoopback } from './server/loopback.ts'
import { relay } from './server/relay.ts'
import { refusal, sendReply } from './server/reply.ts'
import { createWatch } from './server/watch.ts'

/** What `startEmulator` takes beside the options of `createEmulator`. */
export interface ServerOptions extends Omit<EmulatorOptions, 'origin'> {
  /**
   * 0 takes a free one.
   * @default 0
   */
  port?: number
  /**
   * Only loopback names, unless `exposeToNetwork` is set.
   * @default '127.0.0.1'
   */
  hostname?: string
  /**
   * Allows other hostnames. Anyone who reaches the port can sign in, read all that the page and the admin API show, and
   * set faults. Under public host names, page and admin API still do not answer.
   * @default false
   */
  exposeToNetwork?: boolean
}

/** The emulator while it listens. */
export interface RunningEmulator extends Emulator {
  /** Where it listens, for example `http://127.0.0.1:4010`. */
  readonly origin: string
  /** Stops listening and ends all connections. */
  close(): Promise<void>
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Serves the emulated providers over HTTP. */
export async function startEmulator(options: ServerOptions = {}): Promise<RunningEmulator> {
  const { port = 0, hostname = '127.0.0.1', exposeToNetwork = false, ...emulatorOptions } = options
  if (!exposeToNetwork && !isLoopback(hostname)) {
    throw new TypeError(`@auth/emulator: hostname "${hostname}" is not loopback; set exposeToNetwork to allow it`)
  }
  let handle: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> = async () => {}
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => fail(outgoing, error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname.replace(/[[\]]/g, ''), resolve)
  })
  // It listens on a port, not on a pipe.
  const origin = `http://${urlHost(hostname)}:${(server.address() as AddressInfo).port}`
  const watch = createWatch()
  const assembled = assembleEmulator({ ...emulatorOptions, origin }, watch)
  const { emulator, answer } = assembled
  const exposedAs = exposeToNetwork ? hostname : undefined
  const control = createControl({ ...assembled, watch, profile: options.profile ?? {}, exposedAs })
  handle = async (incoming, outgoing) => {
    const target = targetOf(incoming)
    if (isForbidden(incoming.method)) sendReply(outgoing, refusedMethod(incoming.method), false)
    else if (!(await control(incoming, outgoing, target))) {
      await relay(answer, origin + target, { incoming, outgoing })
    }
  }
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { ...emulator, origin, close, [Symbol.asyncDispose]: close }
}

/** The path and the query as they were sent: a parsed path would have lost what the client really sent. */
function targetOf({ url = '/' }: IncomingMessage): string {
  if (url.startsWith('/')) return url
  const { pathname, search } = new URL(url, 'http://localhost')
  return pathname + search
}

/** Methods that no `fetch` can send. */
function isForbidden(method = 'GET'): boolean {
  return /^(TRACE|TRACK|CONNECT)$/i.test(method)
}

function refusedMethod(method = ''): ReturnType<typeof refusal> {
  return refusal(405, `${method} is not answered here: it would send back the credentials of its own request`, {
    allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
  })
}

function fail(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent) outgoing.destroy()
  else sendReply(outgoing, refusal(500, error instanceof Error ? error.message : String(error)), false)
}

function urlHost(hostname: string): string {
  // A wildcard is an address to listen on, not one to call.
  if (hostname === '0.0.0.0' || hostname === '::') return '127.0.0.1'
  return hostname.includes(':') ? `[${hostname.replace(/[[\]]/g, '')}]` : hostname
}
