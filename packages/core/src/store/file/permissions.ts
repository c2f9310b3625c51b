import { linkSync, mkdirSync, type Stats, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { StoreProblem } from '../store-problem.ts'
import { adviceOn, codeOf } from './error-code.ts'

/** Makes the directory, or checks that sessions can be kept in it. @throws {TypeError} that says what to do */
export function prepareDirectory(directory: string): void {
  const fail = (problem: string, cause?: unknown): never => {
    throw new TypeError(`@auth/core: \`directory\` ${directory} cannot be used: ${problem}`, { cause })
  }
  try {
    makeDirectory(directory)
  } catch (error) {
    fail(adviceOn(error), error)
  }
  const problem = permissionProblem(statSync(directory))
  if (problem) fail(problem)
  const probe = join(directory, `probe.${crypto.randomUUID()}`)
  try {
    writeFileSync(probe, '', { mode: 0o600, flag: 'wx' })
  } catch (error) {
    fail(adviceOn(error), error)
  }
  try {
    linkSync(probe, `${probe}.link`)
    unlinkSync(`${probe}.link`)
  } catch (error) {
    const full = ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '')
    fail(
      full ? adviceOn(error) : `its file system has no hard links (${codeOf(error)}): pass one on a local disk`,
      error,
    )
  } finally {
    unlinkSync(probe)
  }
}

/** By hand: where nothing can be made, as below `/proc`, Node 24's own way to make parents too never ends. */
function makeDirectory(directory: string, hasParent = false): void {
  try {
    mkdirSync(directory, { mode: 0o700 })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST' && statSync(directory).isDirectory()) return
    if (code !== 'ENOENT' || hasParent || dirname(directory) === directory) throw error
    makeDirectory(dirname(directory))
    makeDirectory(directory, true)
  }
}

/** Looks again: somebody may have changed the permissions since. */
export async function checkPermissions(directory: string): Promise<void> {
  let stats: Stats
  try {
    stats = await stat(directory)
  } catch (error) {
    // It is made again.
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const problem = permissionProblem(stats)
  if (problem) throw new StoreProblem(`the file store in ${directory} cannot be used: ${problem}`)
}

/** Refuses what others can open, rather than mend it: it may be a folder that was never meant for secrets alone. */
function permissionProblem(stats: Stats): string | undefined {
  if (process.platform === 'win32') return undefined
  const mode = stats.mode & 0o777
  if (stats.uid !== (ownUser() ?? stats.uid)) {
    return `it belongs to another user (${stats.uid}): run as that user, or pass a folder of your own`
  }
  if (mode & 0o077) {
    return `other users can open it (mode ${mode.toString(8)}): pass a folder for this alone, or run \`chmod 700\` on it`
  }
  return undefined
}

/** `undefined` where the runtime does not tell, as Deno without `--allow-sys`. */
function ownUser(): number | undefined {
  try {
    return process.getuid?.()
  } catch {
    return undefined
  }
}
