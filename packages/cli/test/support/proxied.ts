import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EmulatorOptions } from '@auth/emulator'
import { onTestFinished } from 'vitest'
import { run } from '../../src/run.ts'
import { type Account, createAccount } from './account.ts'
import { createTerminal, type TestTerminal } from './terminal.ts'

/** A proxy that serves, in this process. */
export interface Proxied {
  readonly origin: string
  readonly terminal: TestTerminal
  /** How it ended, once it has. */
  readonly ended: Promise<number>
}

/** Starts `auth-cli proxy` on a free port. */
export async function startProxy(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Proxied> {
  const terminal = createTerminal(environment)
  const ended = run(['proxy', ...args, '--port', '0', '--json'], terminal)
  onTestFinished(async () => {
    terminal.end()
    await ended
  })
  const listening = (): boolean => terminal.printed.output.includes('\n')
  while (!listening()) {
    const isOver = await Promise.race([ended.then(() => true), new Promise((resolve) => setImmediate(resolve, false))])
    if (isOver && !listening()) throw new Error(`the proxy ended: ${terminal.printed.errors}`)
  }
  const { origin }: { origin: string } = JSON.parse(terminal.printed.output)
  return { origin, terminal, ended }
}

/** An API that a test has made, on loopback. */
export async function startApi(listener: RequestListener): Promise<{ origin: string; server: Server }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { origin: originOf(server), server }
}

export function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
}

/** An API of GenLogs that a test has made, behind a proxy. */
export async function proxyTo(
  listener: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
  { args = [], ...options }: { args?: readonly string[] } & EmulatorOptions = {},
): Promise<Proxied & Account & { server: Server }> {
  const account = await createAccount(options)
  const { origin, server } = await startApi(listener)
  const proxied = await startProxy(['genlogs', ...args], { ...account.environment, GENLOGS_API_BASE_URL: origin })
  return { ...account, ...proxied, server }
}
