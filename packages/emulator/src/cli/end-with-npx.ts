import { readFileSync } from 'node:fs'

const lookEveryMs = 500

/**
 * Ends a command with the `npx` that started it. There is a shell in between: npx passes it SIGTERM, and it ends alone; or
 * npx ends by SIGHUP, and leaves it behind. The command would go on for ever, unseen.
 *
 * @param names - The names of the command in its manifest.
 * @see https://github.com/npm/cli/issues/6684
 */
export function endWithNpx(
  names: readonly string[],
  { npm_lifecycle_event: event, npm_lifecycle_script: script = '' }: Readonly<Record<string, string | undefined>>,
  end: () => void,
): void {
  // A program that npx has started may have started this one.
  if (event !== 'npx' || !names.includes(/^['"]?([\w-]+)/.exec(script)?.[1] ?? '')) return
  const parent = process.ppid
  const npx = npxAbove(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && (npx === undefined || parentOf(parent) === npx)) return
    clearInterval(timer)
    end()
  }, lookEveryMs)
  timer.unref()
}

/** On Linux, and where a shell is in between. On macOS, the shell makes way for the command. */
function npxAbove(shell: number): number | undefined {
  const pid = parentOf(shell)
  return /^npm exec|\bnpx\b/.test(readProcess(pid, 'cmdline')) ? pid : undefined
}

function parentOf(pid: number): number | undefined {
  // The name of the program is in parentheses, and may hold anything.
  const [, parent] = /.*\) \S (\d+)/s.exec(readProcess(pid, 'stat')) ?? []
  return parent === undefined ? undefined : Number(parent)
}

function readProcess(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
