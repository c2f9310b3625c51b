const flags: ReadonlyArray<readonly [option: RegExp, flag: string]> = [
  [/\bexposeToNetwork\b/g, '--expose-to-network'],
  [/\bset (--\S+) to allow it/g, 'give $1 to allow it'],
  [/\bhostname\b/g, '--host'],
]

/** What went wrong, in the words of the command line: its flags, not the options of the function behind it. */
export function describeFailure(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const own = flags.reduce(
    (words, [option, flag]) => words.replace(option, flag),
    text.replace(/^@auth\/emulator: /, ''),
  )
  if (code === 'EADDRINUSE') return `${own}\nThe port is in use: --port 0 takes a free one.`
  if (code === 'EACCES') return `${own}\nPorts below 1024 may need more rights: --port 0 takes a free one.`
  return own
}
