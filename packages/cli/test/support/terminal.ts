import { PassThrough, Writable } from 'node:stream'
import { run } from '../../src/run.ts'
import type { Terminal } from '../../src/terminal.ts'

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number
  readonly output: string
  readonly errors: string
}

/** A terminal that keeps what is printed. */
export interface TestTerminal extends Terminal {
  readonly input: PassThrough & { isTTY?: boolean }
  readonly printed: { output: string; errors: string }
  /** Ends the command, as a signal would. */
  end(): void
}

export function createTerminal(environment: Readonly<Record<string, string | undefined>>, isTTY = false): TestTerminal {
  const printed = { output: '', errors: '' }
  const collect = (name: 'output' | 'errors'): Writable & { isTTY: boolean } =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          printed[name] += chunk
          done()
        },
      }),
      { isTTY },
    )
  const ending = new AbortController()
  return {
    environment,
    input: Object.assign(new PassThrough(), { isTTY }),
    output: collect('output'),
    errors: collect('errors'),
    signal: ending.signal,
    urgent: new AbortController().signal,
    printed,
    end: () => ending.abort('SIGTERM'),
  }
}

/** Runs a command line in this process, as where nobody can be asked. */
export async function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  input = '',
): Promise<Outcome> {
  const terminal = createTerminal(environment)
  terminal.input.end(input)
  return { code: await run(args, terminal), ...terminal.printed }
}
