const lookEveryMs = 500

/**
 * Ends the command with the `npx` that started it. That passes signals to a shell in between, which ends alone: a proxy
 * would go on for ever, unseen.
 *
 * @see https://github.com/npm/cli/issues/6684
 */
export function endWithNpx(
  { npm_lifecycle_event: event, npm_lifecycle_script: script }: Readonly<Record<string, string | undefined>>,
  end: () => void,
): void {
  if (event !== 'npx' || !script?.includes('auth-cli')) return
  const shell = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(timer)
    end()
  }, lookEveryMs)
  timer.unref()
}
