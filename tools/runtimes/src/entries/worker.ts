import { waitUntil } from 'cloudflare:workers'
import { createDurableObjectStore, type SessionNamespace } from '@auth/cloudflare'
import { cases } from '../conformance/cases/index.ts'
import { Run } from '../conformance/run.ts'
import type { Setting } from '../conformance/setting.ts'
import type { Subject } from '../conformance/subject.ts'

export { AuthSession } from '@auth/cloudflare'

interface Environment {
  readonly AUTH_SESSIONS: SessionNamespace
  readonly setting: Setting
  readonly waits: boolean
}

/** A Worker that runs one step of a case with each request: `/step?case=sign-in&index=0`. */
export function workerOf(subject: Subject): { fetch(request: Request, environment: Environment): Promise<Response> } {
  let run: Run | undefined
  return {
    async fetch(request, { AUTH_SESSIONS, setting, waits }) {
      run ??= new Run(
        setting,
        {
          createStore: async () => createDurableObjectStore(AUTH_SESSIONS),
          inspect: (value) => JSON.stringify(value) ?? '',
          ...(waits && { waitUntil }),
        },
        subject,
      )
      const { pathname, searchParams } = new URL(request.url)
      if (pathname === '/cases') return Response.json(cases.map(({ name }) => name))
      const outcome = await run.step(searchParams.get('case') ?? '', Number(searchParams.get('index')))
      return Response.json(outcome ?? null)
    },
  }
}
