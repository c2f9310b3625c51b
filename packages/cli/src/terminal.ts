import type { Readable, Writable } from 'node:stream'

/** What a command sees of the process: all that a test has to bring. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable & { readonly isTTY?: boolean }
  readonly errors: Writable & { readonly isTTY?: boolean }
  /** Aborted when the process is told to end. Its reason is the name of the signal. */
  readonly signal: AbortSignal
  /** Aborted when it is told so a second time. */
  readonly urgent: AbortSignal
}

/** Whether somebody is there who can be asked. */
export function isInteractive({ input, errors }: Terminal): boolean {
  return input.isTTY === true && errors.isTTY === true
}

/**
 * Writes text, and waits while a slow reader has not taken it. Resolves to whether there still is a reader: one that has
 * gone wants no more.
 */
export function write(stream: Writable, text: string | Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error && !('code' in error && error.code === 'EPIPE')) reject(error)
      else resolve(!error)
    })
  })
}
