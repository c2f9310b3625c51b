import { bytesOf } from '../rounds/bytes.ts'
import { answer } from '../rounds/worker.ts'
import type { Build } from '../section.ts'
import { openOwn } from './contenders.ts'

/** The bytes of one call, by package. */
export type Allocations = Readonly<Record<string, { readonly getToken: number; readonly fetch: number }>>

answer(async ({ build }: { readonly build: Build }): Promise<Allocations> => {
  const answered = Promise.resolve(new Response(null, { status: 200 }))
  const bare = (): Promise<Response> => answered
  const floor = await bytesOf(() => bare())
  const found: Record<string, { getToken: number; fetch: number }> = {}
  for (const { name, create, send, apiUrl } of await openOwn(build)) {
    let warm = false
    const auth = create({ fetch: (input, init) => (warm ? answered : send(input, init)) })
    await auth.getToken()
    warm = true
    found[name] = {
      getToken: await bytesOf(() => auth.getToken()),
      fetch: (await bytesOf(() => auth.fetch(apiUrl))) - floor,
    }
  }
  return found
})
