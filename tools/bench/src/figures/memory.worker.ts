import { loadFrom } from '../peers/load.ts'
import type { Client } from '../peers/peer.ts'
import { others } from '../peers/peers.ts'
import { memoryInUse } from '../rounds/bytes.ts'
import { answer } from '../rounds/worker.ts'
import type { Build } from '../section.ts'
import { openOwn, repeat } from './contenders.ts'

export interface MemoryInput {
  readonly name: string
  /** Of ours. */
  readonly build?: Build
  /** Of others. */
  readonly installed: string
  /** How many clients. */
  readonly clients: number
}

export interface MemoryResult {
  /** In bytes, of all clients. */
  readonly idle: number
  /** The same clients, each with a token. */
  readonly withToken: number
}

answer(async ({ name, build, installed, clients }: MemoryInput, report): Promise<MemoryResult> => {
  const create = build ? await createOwn(name, build) : await createOther(name, installed)
  // The first one brings in what all share.
  const first = await create()
  await first.getToken?.()
  const before = await memoryInUse()
  const held: Client[] = []
  for (let index = 0; index < clients; index += 1) held.push(await create())
  const idle = (await memoryInUse()) - before
  report(`${name}: each gets a token`)
  for (const client of held) await client.getToken?.()
  const withToken = (await memoryInUse()) - before
  // Held until here.
  return held.length === clients ? { idle, withToken } : { idle: Number.NaN, withToken: Number.NaN }
})

async function createOwn(name: string, build: Build): Promise<() => Promise<Client>> {
  const own = (await openOwn(build)).find((one) => one.name === `${name}${build.suffix}`)
  if (!own) throw new Error(`There is no package ${name}`)
  const fetch = repeat(own.send)
  return async () => {
    const auth = own.create({ fetch })
    return { getToken: () => auth.getToken() }
  }
}

async function createOther(name: string, installed: string): Promise<() => Promise<Client>> {
  const peer = others.find((one) => one.name === name)
  if (!peer) throw new Error(`There is no peer ${name}`)
  const load = await loadFrom(installed)
  const body = { access_token: 'token'.repeat(40), token_type: 'Bearer', expires_in: 3600, expires: 9_999_999_999 }
  const fetch = async (): Promise<Response> =>
    Response.json({ ...body, refresh_token: 'refresh'.repeat(10), token: body.access_token })
  globalThis.fetch = fetch
  return () => peer.open({ load, origin: 'http://127.0.0.1:9', fetch })
}
