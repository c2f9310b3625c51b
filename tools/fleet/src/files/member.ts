import { isAuthError, type TokenStore } from '@auth/core'
import { createFileStore } from '@auth/core/file-store'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { createStoreApart } from './apart.ts'
import type { Answer, Order, Place, Report, Session, Step } from './messages.ts'

// One process of a fleet, which does what it is told: it shares its sessions with the others in files alone.

const place = JSON.parse(process.argv[2] ?? '{}') as Place // written by the process that started this one
let offsetMs = 0
let stopAt: Step | undefined
let goOn = Promise.withResolvers<void>()

function say(report: Report): void {
  process.send?.(report)
}

async function pass(step: Step): Promise<void> {
  if (stopAt !== step) return
  stopAt = undefined
  goOn = Promise.withResolvers<void>()
  say({ type: 'reached', step })
  await goOn.promise
}

const files = place.isApart ? createStoreApart(place.directory) : createFileStore({ directory: place.directory })
const store: TokenStore = {
  ...files,
  async update(key, change, options) {
    let hasChanged = false
    const passing = async (current: string | undefined, signal: AbortSignal): Promise<string | undefined> => {
      await pass('before spending')
      const next = await change(current, signal)
      hasChanged = next !== current
      if (hasChanged) await pass('after the answer')
      return next
    }
    const written = await files.update(key, passing, options)
    if (hasChanged) await pass('after writing')
    return written
  },
}

const clock = {
  now: (): number => Date.now() + offsetMs,
  monotonic: (): number => performance.now() + offsetMs,
  schedule(callback: () => void, delayMs: number): () => void {
    const timer = setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1))
    return () => clearTimeout(timer)
  },
}

const sessions = new Map<string, MeshyAuth>()

function sessionOf({ identity, kind }: Session): MeshyAuth {
  const { authBaseUrl, apiBaseUrl, accountName, publicKey, username, password } = place
  const auth =
    sessions.get(identity) ??
    createMeshyAuth({
      ...{ authBaseUrl, apiBaseUrl, accountName, publicKey, identity, store, clock },
      ...(kind === 'service' && { credentials: { username, password } }),
      async fetch(url, init) {
        const response = await fetch(url, init)
        await pass('after spending')
        return response
      },
    })
  sessions.set(identity, auth)
  return auth
}

async function ask(session: Session, callers: number): Promise<Answer> {
  const auth = sessionOf(session)
  const tokens = new Set<string>()
  const failures: Record<string, number> = {}
  const call = async (): Promise<number> => {
    const start = performance.now()
    try {
      tokens.add((await auth.getToken()).value)
    } catch (error) {
      const code = isAuthError(error) ? error.code : String(error)
      failures[code] = (failures[code] ?? 0) + 1
    }
    return performance.now() - start
  }
  const waitsMs = await Promise.all(Array.from({ length: callers }, call))
  return { tokens: [...tokens], failures, waitsMs }
}

async function signIn(session: Session): Promise<Answer> {
  const start = performance.now()
  await sessionOf(session).signIn({ username: place.username, password: place.password })
  return { tokens: [], failures: {}, waitsMs: [performance.now() - start] }
}

async function obey(order: Order): Promise<void> {
  if (order.type === 'stop at') stopAt = order.step
  else if (order.type === 'go on') goOn.resolve()
  else {
    offsetMs = order.offsetMs
    const answer = order.type === 'ask' ? await ask(order.session, order.callers) : await signIn(order.session)
    say({ type: 'answer', id: order.id, answer })
  }
}

process.on('message', (order: Order) => void obey(order))
// The fleet has ended.
process.on('disconnect', () => process.exit())
say({ type: 'ready' })
