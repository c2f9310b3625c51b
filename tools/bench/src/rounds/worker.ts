import { fork } from 'node:child_process'

interface Answer<Result> {
  readonly progress?: string
  readonly result?: Result
}

export interface WorkerOptions {
  /** Flags for Node, such as `--expose-gc`. */
  readonly flags?: readonly string[]
  readonly report?: (progress: string) => void
  /** How long it may take, in milliseconds. @default 300_000 */
  readonly limitMs?: number
}

/**
 * Runs a module in a process of its own, where nothing of the workspace's sources is found, and where it may say with
 * {@link answer} what it found out.
 *
 * @throws an Error when it ends without an answer, or takes too long
 */
export async function ask<Result>(
  module: URL,
  input: unknown,
  { flags = [], report, limitMs = 300_000 }: WorkerOptions = {},
): Promise<Result> {
  const child = fork(module, [JSON.stringify(input)], {
    execArgv: [...flags],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  let said = ''
  child.stderr?.on('data', (data) => {
    said = `${said}${data}`.slice(-4000)
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  try {
    return await new Promise<Result>((resolve, reject) => {
      child.on('message', ({ progress, result }: Answer<Result>) => {
        if (progress !== undefined) report?.(progress)
        if (result !== undefined) resolve(result)
      })
      child.on('error', reject)
      child.on('close', (code, signal) =>
        reject(new Error(`${module.pathname.split('/').at(-1)} ended with ${signal ?? code}:\n${said.trim()}`)),
      )
    })
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}

/** In the module that {@link ask} runs: does the work, and sends what comes of it. */
export function answer<Input, Result>(work: (input: Input, report: (text: string) => void) => Promise<Result>): void {
  const input: Input = JSON.parse(process.argv[2] ?? '{}')
  const send = (message: Answer<Result>): void => void process.send?.(message)
  work(input, (progress) => send({ progress })).then(
    (result) => send({ result }),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
}
