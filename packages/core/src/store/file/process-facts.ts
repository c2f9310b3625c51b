import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import process from 'node:process'

/** Who holds a lock, in terms that no other thread has had since the machine was started. */
export interface Owner {
  readonly host: string
  readonly pid: number
  /** What follows is known on Linux only. */
  readonly boot?: string | undefined
  readonly namespace?: string | undefined
  /** The thread: a worker may be terminated while its process goes on. */
  readonly thread?: number
  /** In ticks of the kernel since the machine was started. A process that has got the same number has started later. */
  readonly startedAt?: string
}

/** What can be found out about the processes of this machine. */
export interface ProcessFacts {
  /** The thread that asks. */
  readonly own: Owner
  /** Whether the owner still runs, though it may be suspended; `undefined` where that cannot be known from here. */
  isAlive(owner: Owner): boolean | undefined
}

export interface FactSources {
  /** Where the kernel tells about processes. @default '/proc' */
  readonly proc?: string
  readonly host?: string
  /** Whether there is a process of this number, where no file tells. */
  readonly exists?: (pid: number) => boolean
  readonly platform?: string
}

/** Reads the facts once, on the thread that is to hold locks. */
export function readProcessFacts({
  proc = '/proc',
  host = ownHost(),
  exists = processExists,
  platform = process.platform,
}: FactSources = {}): ProcessFacts {
  const own: Owner = { host, pid: process.pid, ...(platform === 'linux' && readOwn(proc)) }
  return {
    own,
    isAlive(owner) {
      // A host name alone proves nothing: containers and cloned machines share them. A boot id does.
      if (owner.host !== host || owner.boot !== own.boot || owner.namespace !== own.namespace) return undefined
      if (own.boot === undefined) return platform === 'linux' || exists(owner.pid) ? undefined : false
      const thread = readStat(`${proc}/${owner.pid}/task/${owner.thread}/stat`)
      if (thread) return !thread.hasEnded && thread.startedAt === owner.startedAt
      // The files of a process that lives can be hidden from others. If they can be read, the thread alone has ended.
      return exists(owner.pid) && !readStat(`${proc}/${owner.pid}/stat`) ? undefined : false
    },
  }
}

/** Where the runtime does not tell, as Deno without `--allow-sys`, nobody is taken for a neighbour. */
function ownHost(): string {
  try {
    return hostname()
  } catch {
    return crypto.randomUUID()
  }
}

/** What the kernel says of the thread that asks; `undefined` where it says nothing, or may not be asked. */
function readOwn(proc: string): Partial<Owner> | undefined {
  try {
    // `<pid>/task/<thread>`, of the very thread that reads it.
    const [pid, , thread] = readlinkSync(`${proc}/thread-self`).split('/').map(Number)
    const startedAt = readStat(`${proc}/${pid}/task/${thread}/stat`)?.startedAt
    const boot = readFileSync(`${proc}/sys/kernel/random/boot_id`, 'utf8').trim()
    const namespace = readlinkSync(`${proc}/self/ns/pid`)
    return pid && thread && startedAt && boot ? { pid, thread, startedAt, boot, namespace } : undefined
  } catch {
    return undefined
  }
}

function readStat(path: string): { readonly startedAt: string; readonly hasEnded: boolean } | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  // The name of the program comes second, in parentheses, and may hold any character.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  // Fields 3 and 22: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
  const [state, startedAt] = [fields[0], fields[19]]
  if (state === undefined || startedAt === undefined) return undefined
  return { startedAt, hasEnded: state === 'Z' || state === 'X' }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Any other error means that it may not be asked, as with Deno's permissions.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH' // what `kill` throws has a code, or is of no use here
  }
}
