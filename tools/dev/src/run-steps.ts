import { spawn } from 'node:child_process'

/** A program that Node runs, and that fails with an exit code. */
export interface Step {
  readonly name: string
  readonly command: readonly string[]
  /** @default always */
  readonly isNeeded?: () => Promise<boolean>
}

/**
 * Runs steps until one fails, and prints a line with how long each took; all that a failed one wrote comes before.
 *
 * @param signal - Ends the step under way, and the others with it, without a word.
 * @returns whether all is well
 */
export async function runSteps(
  steps: readonly Step[],
  folder: string,
  print: (text: string) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const done: string[] = []
  const startedAt = performance.now()
  for (const { name, command, isNeeded } of steps) {
    const stepAt = performance.now()
    if (isNeeded && !(await isNeeded())) continue
    const { ok, output } = await run(command, folder, signal)
    if (signal?.aborted) return false
    done.push(`${name} ${ok ? '' : 'failed '}${seconds(stepAt)}`)
    if (ok) continue
    print(output)
    print(`✗ ${done.join(', ')}`)
    return false
  }
  print(`✓ ${done.join(', ')}: ${seconds(startedAt)}`)
  return true
}

async function run(
  command: readonly string[],
  cwd: string,
  signal?: AbortSignal,
): Promise<{ readonly ok: boolean; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd, ...(signal && { signal }) })
    let output = ''
    const keep = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    // That it was killed: the one who did so knows.
    child.on('error', () => {})
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}
