import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AssembledEmulator } from '../emulator.ts'
import type { EmulatorProfile } from '../profile.ts'
import { handleAdmin } from './admin.ts'
import { sendEvents } from './events.ts'
import { createFrontPage } from './front-page.ts'
import { findIntruder } from './guard.ts'
import { type Reply, refusal, sendReply } from './reply.ts'
import { readText } from './text.ts'
import type { Watch } from './watch.ts'

export interface ControlParts extends AssembledEmulator {
  readonly watch: Watch
  readonly profile: EmulatorProfile
  /** The name that it listens on, if others than this machine may reach the port. */
  readonly exposedAs: string | undefined
}

/** Answers what is not for a provider: the page and the admin API. @returns whether it was. */
export function createControl(
  parts: ControlParts,
): (incoming: IncomingMessage, outgoing: ServerResponse, target: string) => Promise<boolean> {
  const genlogsProfile = parts.profile.genlogs ?? 'both'
  const frontPage = createFrontPage(parts.emulator)
  const reply = async (incoming: IncomingMessage, path: string): Promise<Reply> => {
    const { method = 'GET', headers } = incoming
    const page = method === 'GET' || method === 'HEAD' ? await frontPage(path, headers) : undefined
    if (page !== undefined) return page
    const text = await readText(incoming)
    if (text === undefined) return refusal(413, 'the body is longer than anything that is asked for here')
    return handleAdmin({ method, path, text }, parts)
  }
  return async (incoming, outgoing, target) => {
    const path = pathOf(target)
    if (!isControl(path, incoming.method)) return false
    const intruder = findIntruder(incoming.headers, parts.exposedAs)
    if (intruder !== undefined) sendReply(outgoing, refusal(403, intruder), false)
    else if (path === '/_emulator/events' && incoming.method === 'GET') {
      sendEvents(outgoing, parts, { watch: parts.watch, genlogsProfile })
    } else sendReply(outgoing, await reply(incoming, path), incoming.method === 'HEAD')
    return true
  }
}

function pathOf(target: string): string {
  const path = target.replace(/[?#].*$/, '').replace(/\/{2,}/g, '/')
  return path.replace(/\/$/, '') || '/'
}

function isControl(path: string, method = 'GET'): boolean {
  if (path === '/') return method === 'GET' || method === 'HEAD'
  return path === '/_emulator' || path.startsWith('/_emulator/')
}
