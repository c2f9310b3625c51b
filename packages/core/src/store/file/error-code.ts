import { StoreProblem } from '../store-problem.ts'

/** The code of an error of the file system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  // Deno has no code for what it was not allowed to.
  if (error.name === 'NotCapable') return error.name
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

const advice: Record<string, string> = {
  ENOSPC: 'the disk is full: free some space',
  EDQUOT: 'the quota of the user is used up: free some space',
  EROFS: 'it is on a read-only file system: mount a writable one there',
  EACCES: 'the user of this process may not do that: let the folder belong to that user, with mode 700',
  EPERM: 'the system does not permit that: let the folder belong to the user of this process, with mode 700',
  ENOENT: 'a part of the path does not exist, and cannot be made',
  ENOTDIR: 'a part of the path is a file: pass the path of a folder',
  EEXIST: 'there is a file of that name: pass the path of a folder',
  EMFILE: 'this process has too many files open: raise the limit (`ulimit -n`)',
  ENFILE: 'this machine has too many files open',
  ESTALE: 'the network file system has lost the folder: mount it again',
  NotCapable: 'Deno was not allowed to: run it with `--allow-read` and `--allow-write` for this folder',
}

/** Says what to do about an error of the file system. */
export function adviceOn(error: unknown): string {
  const code = codeOf(error) ?? 'unknown'
  return `${advice[code] ?? 'the file system failed'} (${code})`
}

/** Does something, and says what to do about an error of the file system. Other errors are thrown as they are. */
export async function explaining<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    throw new StoreProblem(`the file store in ${directory} failed: ${adviceOn(error)}`, { cause: error })
  }
}
