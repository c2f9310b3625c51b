import { waitUntil } from 'cloudflare:workers'
import type { Subject } from '../conformance/subject.ts'
import { Life, type LifeOptions } from '../life/life.ts'

interface Environment {
  readonly options: LifeOptions
}

/** A Worker that lives as long as a request says: `/?ms=1000`. What it knows goes on to the next one. */
export function lifeOf(subject: Subject): { fetch(request: Request, environment: Environment): Promise<Response> } {
  let life: Life | undefined
  return {
    async fetch(request, { options }) {
      life ??= new Life(subject, options, waitUntil)
      return Response.json(await life.live(Number(new URL(request.url).searchParams.get('ms'))))
    },
  }
}
