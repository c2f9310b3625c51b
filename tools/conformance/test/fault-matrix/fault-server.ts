import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Emulator } from '@auth/emulator/fetch'
import type { Fault } from './faults.ts'
import type { SteppedClock } from './stepped-clock.ts'
import type { Wire } from './wire.ts'

/** One client's world: its own time, its own provider, and a fault that it runs into. */
export interface Cell {
  readonly clock: SteppedClock
  readonly emulator: Emulator
  readonly wire: Wire
  /** The fault that a request to this path meets, if any. */
  faultAt(path: string): Fault | undefined
}

export interface FaultServer {
  readonly origin: string
  /** Another origin, which answers everything with 200. */
  readonly elsewhere: string
  /** Where nothing listens. */
  readonly nowhere: string
  /** Serves a cell below the returned URL. */
  add(cell: Cell): string
  close(): Promise<void>
}

export async function startFaultServer(): Promise<FaultServer> {
  const cells = new Map<string, Cell>()
  const elsewhere = await listen((_, outgoing) => outgoing.end('elsewhere'))
  const closed = await listen(() => {})
  const nowhere = originOf(closed)
  await close(closed)
  const server = await listen(async (incoming, outgoing) => {
    const [, id = '', ...path] = (incoming.url ?? '').split('/')
    const cell = cells.get(id)
    if (cell) await serve(cell, `/${path.join('/')}`, originOf(elsewhere), incoming, outgoing)
    else outgoing.writeHead(404).end()
  })
  return {
    origin: originOf(server),
    elsewhere: originOf(elsewhere),
    nowhere,
    add(cell) {
      const id = String(cells.size)
      cells.set(id, cell)
      return `${originOf(server)}/${id}`
    },
    async close() {
      await Promise.all([close(server), close(elsewhere)])
    },
  }
}

async function serve(
  { clock, emulator, wire, faultAt }: Cell,
  path: string,
  elsewhere: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await buffer(incoming)
  const exchange = wire.exchanges.at(-1)
  if (!exchange) throw new Error(`a request came that nobody sent: ${path}`)
  outgoing.sendDate = false
  const answer = async (): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> => {
    const { method = 'GET', headers } = incoming
    const sent = { method, headers: pairsOf(headers), ...(method !== 'GET' && { body: new Uint8Array(body) }) }
    const response = await emulator.fetch(`https://emulator.test${path}`, { ...sent, redirect: 'manual' })
    const { status } = response
    return { status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) }
  }
  const date = new Date(clock.now()).toUTCString()
  const play = { answer, clock, date, elsewhere, exchange, outgoing, wire }
  const fault = faultAt(path.replace(/\?.*/, ''))
  if (fault?.play) return fault.play(play)
  const { status, headers, body: bytes } = await answer()
  exchange.sentBytes += bytes.byteLength
  outgoing.writeHead(status, headers).end(bytes)
}

function pairsOf(headers: IncomingMessage['headers']): Array<[string, string]> {
  return Object.entries(headers)
    .filter(([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name))
    .map(([name, value]) => [name, String(value)])
}

async function listen(
  listener: RequestListener | ((...both: Parameters<RequestListener>) => unknown),
): Promise<Server> {
  // No limit of the server's own, which would count in real time.
  const limits = { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }
  const server = createServer(limits, (incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server's address is not a string
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
