/** Fails when an error does not say in words of its own what went wrong, or leaves out a part of it. */
export function expectExplained(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  const [, words = ''] = /^@auth\/[\w-]+: (.*?)(?: \(the provider said .*\))?$/s.exec(message) ?? []
  // A part that is empty leaves a colon behind a space, or at the end.
  const isComplete = words.length >= 20 && !/(^|\s|:)(:|$)/.test(words)
  if (!isComplete) throw new Error(`this explains too little: ${message}`)
}
