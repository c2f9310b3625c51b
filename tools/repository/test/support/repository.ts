import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../../../..', import.meta.url))

export function read(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8')
}

export function exists(path: string): boolean {
  return existsSync(`${root}${path}`)
}

/** Files that match a pattern below the root, as paths relative to it. */
export function find(pattern: string): string[] {
  return globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/'))
}

/** Every file that is committed, or would be by `git add`. */
export function listFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0')
  return files.filter((file) => file !== '' && exists(file))
}
