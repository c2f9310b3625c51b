import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { repository } from '../pack.ts'

/** What the compiler says about a project, a line for each error: nothing, if all is well. */
export async function compile(folder: string, project: string): Promise<string> {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  const args = [tsc, '--pretty', 'false', '-p', project]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_, stdout) => resolve(stdout))
  })
}
