import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const binaries = {
  tsc: 'node_modules/typescript/bin/tsc',
  redocly: 'node_modules/@redocly/cli/bin/cli.js',
}

/** Runs a development tool of the repository, in its root. */
export function runTool(
  tool: keyof typeof binaries,
  args: readonly string[],
): Promise<{ failed: boolean; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [`${root}${binaries[tool]}`, ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, stdout, stderr }),
    )
  })
}
