import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** An error whose message is a dump of another tool, in one line. The dump is kept where git does not look. */
export async function inOneLine(error: unknown, root: string, name: string): Promise<unknown> {
  if (!(error instanceof Error) || !/^.*(failed|could not be formatted):\n/.test(error.message)) return error
  const log = `tools/new-provider/.cache/${name}.log`
  await writeFile(join(root, log), error.message)
  const [first = '', ...lines] = error.message.split('\n').map((line) => line.trim())
  const reason = lines.find((line) => /exception|error/i.test(line)) ?? lines.find((line) => line !== '') ?? ''
  const words = `${first} ${reason.slice(0, 200)}`.trim()
  return new Error(`${words}. All that it said is in ${log}: please report it with the document`, { cause: error })
}
