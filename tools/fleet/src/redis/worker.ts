import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '@auth/core'
import { createMeshyAuth } from '@auth/meshy'
import type { RedisClient } from '@auth/redis'
import { callTogether } from '../common/callers.ts'
import type { Order, Report, Step } from '../common/protocol.ts'
import { workerHeader } from '../common/provider.ts'
import { aroundScripts, valuesOf } from './around-scripts.ts'
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

const steps: Readonly<Record<number, Step>> = {
  [valuesOf.acquire]: 'after-locking',
  [valuesOf.replace]: 'after-writing',
}

/** The client, which stops after a script if it is to. */
function watched(client: RedisClient): RedisClient {
  return aroundScripts(client, async (values, send) => {
    const reply = await send()
    const step = steps[values]
    const isTaken = !Array.isArray(reply) || String(reply[1]) === 'taken'
    if (step && isTaken) await reach(step)
    return reply
  })
}

const { provider, account, lockTtlMs, clientName, address } = settings
const credentials = { username: account.username, password: account.password }
const store = await openStore(clientName, address, { clock, lockTtlMs }, watched)
// A slow machine takes its time to connect.
while (!(await isReachable())) await sleep(100)
const auth = createMeshyAuth({
  accountName: account.accountName,
  publicKey: account.publicKey,
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

function isReachable(): Promise<boolean> {
  return store.read('warm-up', { signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  )
}

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
