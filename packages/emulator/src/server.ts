import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { handleAdmin } from './admin.ts'
import { withCors } from './cors.ts'
import { createEmulator, type Emulator, type EmulatorOptions } from './emulator.ts'
import { frontPage } from './page.ts'
import { relay } from './relay.ts'

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
   * Allows other hostnames. Anyone who reaches the port can sign in, read all that the front page and the admin API
   * show, and set faults.
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
  const app = new Hono<{ Bindings: HttpBindings }>()
  // The defaults would replace the process's own Request and Response.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname.replace(/[[\]]/g, ''), resolve)
  })
  const origin = `http://${urlHost(hostname)}:${(server.address() as AddressInfo).port}`
  const emulator = createEmulator({ ...emulatorOptions, origin })
  const control = async (request: Request): Promise<Response> =>
    new URL(request.url).pathname === '/' ? frontPage(request, emulator) : handleAdmin(request, emulator)
  const answer = options.cors === false ? control : withCors(control)
  app.get('/', (context) => answer(context.req.raw))
  app.all('/_emulator', (context) => answer(context.req.raw))
  app.all('/_emulator/*', (context) => answer(context.req.raw))
  app.all('*', (context) => relay(emulator, origin, context))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  return { ...emulator, origin, close, [Symbol.asyncDispose]: close }
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(hostname)
}

function urlHost(hostname: string): string {
  // A wildcard is an address to listen on, not one to call.
  if (hostname === '0.0.0.0' || hostname === '::') return '127.0.0.1'
  return hostname.includes(':') ? `[${hostname.replace(/[[\]]/g, '')}]` : hostname
}
