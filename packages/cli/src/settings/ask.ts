import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Field, Values } from '../providers/provider.ts'
import { type Terminal, write } from '../terminal.ts'

/** Asks a person for what is missing. What is secret is not echoed. */
export async function askFor(fields: readonly Field[], terminal: Terminal): Promise<Values> {
  const answers: Record<string, string> = {}
  for (const field of fields) answers[field.name] = await ask(field, terminal)
  return answers
}

async function ask({ label, kind }: Field, terminal: Terminal): Promise<string> {
  const { input, errors, signal } = terminal
  const isSecret = kind === 'secret'
  const question = `${label}: `
  // The line editor writes what is typed to its output: of a secret, nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (isSecret) await write(errors, question)
  const lines = createInterface({ input, output: isSecret ? nowhere : errors, terminal: true, historySize: 0 })
  const interrupted = new AbortController()
  // In raw mode Ctrl-C is a character, and no signal.
  lines.once('SIGINT', () => interrupted.abort('SIGINT'))
  // The end of the input is no answer.
  lines.once('close', () => interrupted.abort('SIGINT'))
  try {
    return await lines.question(isSecret ? '' : question, { signal: AbortSignal.any([signal, interrupted.signal]) })
  } finally {
    lines.close()
    if (isSecret) await write(errors, '\n')
  }
}
