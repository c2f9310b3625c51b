import { loadFrom } from '../peers/load.ts'
import { others } from '../peers/peers.ts'
import { memoryInUse } from '../rounds/bytes.ts'
import { answer } from '../rounds/worker.ts'
import type { Build } from '../section.ts'
import { openOwn, repeat } from './contenders.ts'

export interface WaitersInput {
  readonly name: string
  readonly build?: Build
  readonly installed: string
  readonly callers: number
}

export interface WaitersResult {
  /** Of one caller, while it waits. */
  readonly bytes: number
  /** CPU time of one caller from its call to its token, by round. */
  readonly microseconds: readonly number[]
}

// What is compiled while it runs for the first time is no cost of a caller.
const warmUps = 3
const rounds = 15

answer(async ({ name, build, installed, callers }: WaitersInput): Promise<WaitersResult> => {
  const microseconds: number[] = []
  const bytes: number[] = []
  for (let round = -warmUps; round < rounds; round += 1) {
    // Another flight each time: the token of the one before is not used again.
    const { getToken, release } = build ? await openOur(name, build) : await openOther(name, installed)
    // Collecting garbage makes engines forget what they have compiled: only the first time, which does not count.
    const isWeighed = round === -warmUps
    const inUse = isWeighed ? await memoryInUse() : 0
    const before = process.cpuUsage()
    const waiting = Array.from({ length: callers }, () => getToken())
    const called = process.cpuUsage(before)
    if (isWeighed) bytes.push(((await memoryInUse()) - inUse) / callers)
    const resumed = process.cpuUsage()
    release()
    await Promise.all(waiting)
    const settled = process.cpuUsage(resumed)
    const sum = called.user + called.system + settled.user + settled.system
    if (round >= 0) microseconds.push(sum / callers)
  }
  return { bytes: bytes[0] ?? Number.NaN, microseconds }
})

interface Flight {
  getToken(): Promise<unknown>
  /** Lets the token request be answered. */
  release(): void
}

async function openOur(name: string, build: Build): Promise<Flight> {
  const own = (await openOwn(build)).find((one) => one.name === `${name}${build.suffix}`)
  if (!own) throw new Error(`There is no package ${name}`)
  const { promise, resolve } = Promise.withResolvers<void>()
  const send = repeat(own.send)
  await own.create({ fetch: send }).getToken()
  const auth = own.create({ fetch: (input, init) => promise.then(() => send(input, init)) })
  return { getToken: () => auth.getToken(), release: resolve }
}

async function openOther(name: string, installed: string): Promise<Flight> {
  const peer = others.find((one) => one.name === name)
  if (!peer) throw new Error(`There is no peer ${name}`)
  const { promise, resolve } = Promise.withResolvers<void>()
  const body = { access_token: 'token'.repeat(40), token_type: 'Bearer', expires_in: 3600, refresh_token: 'r' }
  const fetch = (): Promise<Response> => promise.then(() => Response.json(body))
  const { getToken } = await peer.open({ load: await loadFrom(installed), origin: 'http://127.0.0.1:9', fetch })
  if (!getToken) throw new Error(`${name} hands out no token`)
  return { getToken: () => getToken(), release: resolve }
}
