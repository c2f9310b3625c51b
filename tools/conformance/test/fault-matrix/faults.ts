import type { ServerResponse } from 'node:http'
import type { SteppedClock } from './stepped-clock.ts'
import type { Exchange, Wire } from './wire.ts'

/** What a fault has to work with. */
export interface Play {
  /** What the provider answers. It has then handled the request. */
  answer(): Promise<{ status: number; headers: Record<string, string>; body: Buffer }>
  readonly clock: SteppedClock
  /** Now, as an HTTP date. */
  readonly date: string
  readonly elsewhere: string
  readonly exchange: Exchange
  readonly outgoing: ServerResponse
  readonly wire: Wire
}

/** Something that goes wrong between a client and a provider. */
export interface Fault {
  readonly name: string
  /** Without it, nothing listens where the request goes. */
  readonly play?: (play: Play) => void | Promise<void>
  /** The provider has handled the request, and the answer is what suffers. */
  readonly handled?: true
  /** How long the server asks to wait. */
  readonly retryAfterMs?: number
}

const shortWaitMs = 3000
const longWaitMs = 120_000
const maxBodyBytes = 64 * 1024

/** Faults on the way: the provider does not see the request, or has handled it and its answer is lost. */
const connectionFaults: readonly Fault[] = [
  { name: 'connection refused' },
  { name: 'connection reset before a response', play: ({ outgoing }) => outgoing.socket?.resetAndDestroy() },
  {
    name: 'connection reset in the middle of the response',
    handled: true,
    async play(play) {
      await half(play)
      await play.wire.until(() => play.exchange.receivedBytes === play.exchange.sentBytes)
      play.outgoing.socket?.resetAndDestroy()
    },
  },
  { name: 'no response', play: rest },
  {
    name: 'a response that stops halfway',
    handled: true,
    async play(play) {
      await half(play)
      rest(play)
    },
  },
  { name: 'a response of one byte per second', handled: true, play: drip },
]

const answerFaults: readonly Fault[] = [
  {
    name: 'a response shorter than its `Content-Length`',
    handled: true,
    async play(play) {
      await half(play)
      play.outgoing.socket?.end()
    },
  },
  {
    name: 'a response of over 64 KiB',
    handled: true,
    async play(play) {
      const { status, headers, body } = await play.answer()
      const padded = Buffer.concat([body, Buffer.alloc(maxBodyBytes, ' ')])
      deliver(play, status, { ...headers, 'content-length': String(padded.byteLength) }, padded)
    },
  },
  {
    name: 'a response with another content type',
    handled: true,
    async play(play) {
      const { status, headers, body } = await play.answer()
      deliver(play, status, { ...headers, 'content-type': 'application/octet-stream' }, body)
    },
  },
  { name: '200 with an HTML page', play: (play) => deliver(play, 200, { 'content-type': 'text/html' }, '<h1>Hi</h1>') },
  { name: '200 without a body', play: status(200) },
  {
    name: '307 to another origin',
    play: (play) => deliver(play, 307, { location: play.elsewhere }),
  },
]

const statusFaults: readonly Fault[] = [400, 401, 403, 404, 500, 503].map((code) => ({
  name: `${code} without a body`,
  play: status(code),
}))

const inAWhile = (play: Play): Date => new Date(Date.parse(play.date) + shortWaitMs)
const retryAfterForms: ReadonlyArray<[form: string, value: (play: Play) => string | undefined, waitMs?: number]> = [
  ['', () => undefined],
  ['`Retry-After: soon`', () => 'soon'],
  ['`Retry-After` in seconds', () => String(shortWaitMs / 1000), shortWaitMs],
  ['`Retry-After` as an HTTP date', (play) => inAWhile(play).toUTCString(), shortWaitMs],
  ['`Retry-After` as a date of RFC 850', (play) => rfc850Date(inAWhile(play)), shortWaitMs],
  ['`Retry-After` as a date of asctime', (play) => asctimeDate(inAWhile(play)), shortWaitMs],
  ['`Retry-After: 120`', () => String(longWaitMs / 1000), longWaitMs],
]
const limitFaults: readonly Fault[] = retryAfterForms.map(([form, value, retryAfterMs]) => ({
  name: form ? `429 with ${form}` : '429 without `Retry-After`',
  play(play) {
    const text = value(play)
    deliver(play, 429, { ...(text !== undefined && { 'retry-after': text }) })
  },
  ...(retryAfterMs !== undefined && { retryAfterMs }),
}))

export const faults: readonly Fault[] = [...connectionFaults, ...answerFaults, ...statusFaults, ...limitFaults]

function status(code: number): NonNullable<Fault['play']> {
  return (play) => deliver(play, code, {})
}

function deliver(play: Play, code: number, headers: Record<string, string>, body: string | Buffer = ''): void {
  play.exchange.sentBytes += Buffer.byteLength(body)
  play.outgoing.writeHead(code, { date: play.date, ...headers }).end(body)
}

/** Sends the first half of the provider's answer, with the headers of all of it. */
async function half({ answer, exchange, outgoing }: Play): Promise<void> {
  const { status: code, headers, body } = await answer()
  const start = body.subarray(0, body.byteLength / 2)
  outgoing.writeHead(code, { ...headers, 'content-length': String(body.byteLength) })
  exchange.sentBytes += start.byteLength
  await new Promise<void>((resolve) => outgoing.write(start, () => resolve()))
}

function rest({ exchange, wire }: Play): void {
  exchange.resting = true
  wire.changed()
}

async function drip(play: Play): Promise<void> {
  const { answer, clock, exchange, outgoing } = play
  const { status: code, headers, body } = await answer()
  outgoing.writeHead(code, { ...headers, 'content-length': String(body.byteLength) })
  let cancel = (): void => {}
  outgoing.once('close', () => cancel())
  const next = (): void => {
    const position = exchange.sentBytes
    exchange.sentBytes += 1
    if (exchange.sentBytes === body.byteLength) {
      exchange.resting = false
      outgoing.end(body.subarray(position))
      return
    }
    outgoing.write(body.subarray(position, position + 1))
    cancel = clock.scheduleAside(next, 1000)
  }
  next()
  rest(play)
}

function rfc850Date(date: Date): string {
  const [, day = '', month, year = '', time] = date.toUTCString().split(' ')
  const weekday = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
  return `${weekday}, ${day}-${month}-${year.slice(2)} ${time} GMT`
}

function asctimeDate(date: Date): string {
  const [weekday = '', day, month, year, time] = date.toUTCString().split(' ')
  return `${weekday.slice(0, 3)} ${month} ${day?.replace(/^0/, ' ')} ${time} ${year}`
}
