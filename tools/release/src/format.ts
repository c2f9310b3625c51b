import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { repository } from './pack.ts'

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome', { paths: [repository] })

/** Formats a text as `pnpm format` does with the file of that path. */
export function format(path: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [biome, 'check', '--write', `--stdin-file-path=${path}`]
    const child = execFile(process.execPath, args, { cwd: repository }, (error, stdout, stderr) => {
      if (error && stdout === '') reject(new Error(`${path} could not be formatted:\n${stderr}`, { cause: error }))
      else resolve(stdout)
    })
    child.stdin?.end(text)
  })
}
