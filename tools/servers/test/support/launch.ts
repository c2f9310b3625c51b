import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Control } from '../../src/product.ts'
import type { LoggedRequest } from '../../src/request-log.ts'

/** A server in a process of its own. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string
  readonly version: string
  /** What arrived for an account, in the order of the answers. */
  requests(account: string): Promise<LoggedRequest[]>
  /** Acts on the sessions of the account's user, or lets go of the API calls that wait to be answered late. */
  control(account: string, change: keyof Control | 'answerLate'): Promise<void>
}

/** Starts a program that prints where it serves, and ends it by ending its input. */
export async function launch(file: string, args: readonly string[]): Promise<RunningServer> {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  const complaints: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text) => complaints.push(text))
  const ended = new Promise<void>((resolve) => child.on('close', resolve).on('error', resolve))
  const firstLine = new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve))
  const line = await Promise.race([firstLine, ended])
  if (line === undefined) throw new Error(`${file} ${args.join(' ')} did not start:\n${complaints.join('')}`)
  const { url, version } = JSON.parse(line)

  async function call(method: 'GET' | 'POST', account: string, name: string): Promise<Response> {
    const response = await fetch(`${url}/${account}/control/${name}`, { method })
    if (!response.ok) throw new Error(`${name} failed with ${response.status}:\n${complaints.join('')}`)
    return response
  }

  return {
    ...{ url, version },
    requests: async (account) => (await call('GET', account, 'requests')).json(),
    async control(account, change) {
      await call('POST', account, change)
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await ended
    },
  }
}
