import type { Clock } from '@auth/core'
import { createMeshyAuth } from '@auth/meshy'
import type { RedisClient } from '@auth/redis'
import { callTogether } from '../common/callers.ts'
import type { Order, Report, Step } from '../common/protocol.ts'
import { workerHeader } from '../common/provider.ts'
import { openStore } from './clients.ts'
import type { WorkerSettings } from './worker-settings.ts'

// The parent gives it.
const settings = JSON.parse(process.argv[2] ?? '') as WorkerSettings

let trap: Step | undefined
let pass = (): void => {}

/** Stops here if it is to, until the parent lets it pass. */
async function reach(step: Step): Promise<void> {
  if (trap !== step) return
  trap = undefined
  const passed = new Promise<void>((resolve) => {
    pass = resolve
  })
  tell({ type: 'reached', step })
  await passed
}

function tell(report: Report): void {
  process.send?.(report)
}

/** A machine whose clock is wrong. */
const clock: Clock = {
  now: () => Date.now() + settings.clockOffsetMs,
  monotonic: () => performance.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}

// Seven values: no other script has as many. See `replaceScript` of the store.
const valuesOfWrite = 7

function isWrite(parameters: readonly unknown[]): boolean {
  const [, second] = parameters
  if (typeof second === 'object' && second !== null && 'arguments' in second) {
    return Array.isArray(second.arguments) && second.arguments.length === valuesOfWrite
  }
  const parts = Array.isArray(parameters[0]) ? parameters[0].slice(1) : parameters
  return parts.length === 2 + Number(parts[1]) + valuesOfWrite
}

/** The client, which stops after a write if it is to. */
function watched(client: RedisClient): RedisClient {
  const names = ['eval', 'evalSha', 'evalsha', 'customCommand']
  return new Proxy(client, {
    get(target, name) {
      const member = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return async (...parameters: unknown[]) => {
        const reply = await member.apply(target, parameters)
        if (names.includes(String(name)) && isWrite(parameters)) await reach('after-writing')
        return reply
      }
    },
  })
}

const { provider, credentials, lockTtlMs, clientName, address } = settings
const store = await openStore(clientName, address, { clock, lockTtlMs }, watched)
const auth = createMeshyAuth({
  accountName: credentials.accountName,
  publicKey: credentials.publicKey,
  ...provider,
  ...{ store, clock, identity: 'ada', headers: { [workerHeader]: settings.name } },
  ...(settings.isService && { credentials }),
  async fetch(input, init) {
    const isTokenRequest = String(input).endsWith('/connect/token')
    if (isTokenRequest) await reach('before-spending')
    const response = await globalThis.fetch(input, init)
    if (isTokenRequest) await reach('after-answer')
    return response
  },
})

process.on('disconnect', () => process.exit())
// The parent sends nothing else.
process.on('message', (order: Order) => void obey(order))
tell({ type: 'ready' })

async function obey(order: Order): Promise<void> {
  if (order.do === 'trap') trap = order.step
  else if (order.do === 'pass') pass()
  else if (order.do === 'round') {
    tell({ type: 'round', calls: await callTogether(auth, order.callers, order.limitMs) })
  } else {
    await (order.do === 'sign-in' ? auth.signIn(credentials) : auth.signOut())
    tell({ type: 'done' })
  }
}
