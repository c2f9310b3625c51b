/** Says on the standard error how far a long run has come: on a terminal in one line, elsewhere line by line. */
export function createProgress(name: string): { report(text: string): void; end(): void } {
  const terminal = process.stderr.isTTY === true
  const start = performance.now()
  let last = ''
  return {
    report(text) {
      if (text === last) return
      last = text
      const seconds = ((performance.now() - start) / 1000).toFixed(0)
      process.stderr.write(terminal ? `\r\x1b[K${name}, ${seconds} s: ${text}` : `${name}, ${seconds} s: ${text}\n`)
    },
    end() {
      if (terminal) process.stderr.write('\r\x1b[K')
    },
  }
}
