import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exitCodes } from '../failures/exit-codes.ts'
import { UsageError } from '../failures/usage-error.ts'
import { type Terminal, write } from '../terminal.ts'
import type { CommandContext } from './context.ts'
import { readBody, readHeaders } from './request-input.ts'
import { useSession } from './use-session.ts'

/** Calls the API, as curl does. */
export async function request(context: CommandContext): Promise<number> {
  const { given, terminal } = context
  const { flags, switches, lists, operand = '' } = given
  const headers = await readHeaders(lists['header'] ?? [])
  const body = await readBody(lists['data'] ?? [], headers, terminal)
  const method = flags['request'] ?? (body === undefined ? 'GET' : 'POST')
  if (body !== undefined && /^(get|head)$/i.test(method)) {
    throw new UsageError(`--data: a ${method.toUpperCase()} request has no body. Say another method with --request`)
  }
  return useSession(context, async ({ auth }) => {
    const response = await auth.fetch(operand, {
      ...{ method, headers, signal: terminal.signal },
      ...(body !== undefined && { body, duplex: 'half' }),
    })
    const isFailed = switches.has('fail') && response.status >= 400
    const hasReader = !switches.has('include') || (await write(terminal.output, formatHead(response)))
    if (!hasReader && flags['output'] === undefined) await response.body?.cancel()
    else await printBody(response, flags['output'], context)
    return isFailed ? exitCodes.httpError : exitCodes.success
  })
}

function formatHead({ status, statusText, headers }: Response): string {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`)
  return `${[`HTTP/1.1 ${status} ${statusText}`.trimEnd(), ...lines].join('\r\n')}\r\n\r\n`
}

async function printBody(response: Response, path: string | undefined, { terminal }: CommandContext): Promise<void> {
  if (!response.body) return
  // Node's own types of web streams are others than those of browsers.
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
  if (path !== undefined) return save(body, path, terminal)
  // The rest may be long, or never end.
  for await (const chunk of body) if (!(await write(terminal.output, chunk))) break
}

async function save(body: Readable, path: string, { signal }: Terminal): Promise<void> {
  try {
    await pipeline(body, createWriteStream(path), { signal })
  } catch (error) {
    // An error of the network has no path.
    if (!(error instanceof Error && 'syscall' in error && 'path' in error)) throw error
    throw new UsageError(`--output: ${path} cannot be written (${'code' in error ? error.code : error.syscall})`)
  }
}
