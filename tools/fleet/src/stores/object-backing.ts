import { setTimeout as sleep } from 'node:timers/promises'
// Not public: objects on workerd that a test can break.
import { createDurableObjectStore } from '../../../../packages/cloudflare/src/create-durable-object-store.ts'
import type { SessionNamespace } from '../../../../packages/cloudflare/src/session-namespace.ts'
import type { RunningWorkers } from '../../../../packages/cloudflare/test/workerd/start-workers.ts'
import type { StoreKind } from './backing.ts'
import type { Life } from './party.ts'

/** One object for each lab, on workers that all of them share. */
export const objectKind = (workers: RunningWorkers): StoreKind => ({
  title: 'a Durable Object',
  async start() {
    let trouble: () => Promise<void> = async () => {}
    const during = (what: () => Promise<void>) => async () => {
      trouble = what
      return async () => {
        trouble = async () => {}
      }
    }
    return {
      lockLifeMs: 15_000,
      open: async (life) => createDurableObjectStore(through(workers.namespace, life, () => trouble())),
      troubles: {
        unreachable: during(() => Promise.reject(new Error('Network connection lost.'))),
        silent: during(() => new Promise(() => {})),
        slow: during(() => sleep(300)),
      },
      async damage(key) {
        const object = workers.object(key)
        const reply = await object.read()
        const text = 'result' in reply ? reply.result : undefined
        await object.replace('nobody', text, text?.slice(0, 20), undefined)
      },
      async [Symbol.asyncDispose]() {},
    }
  },
})

/** The binding, as a process reaches it. */
function through(namespace: SessionNamespace, life: Life, trouble: () => Promise<void>): SessionNamespace {
  return {
    idFromName: (name) => namespace.idFromName(name),
    get(id, options) {
      const object = namespace.get(id, options)
      return new Proxy(object, {
        get(target, name) {
          return async (...parameters: unknown[]) => {
            await life.pass()
            await trouble()
            // Whatever it is, it is a method: see `SessionObject`.
            const reply = await (Reflect.get(target, name) as (...all: unknown[]) => unknown)(...parameters)
            await life.pass()
            return reply
          }
        },
      })
    },
  }
}
