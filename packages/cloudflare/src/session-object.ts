/** What an object answers. Its failures are values too: an error that leaves an object tells nothing but its text. */
export type Reply<Result> =
  | { readonly result: Result; readonly now: number }
  /** Why it could not be done. */
  | { readonly problem: string }

/** Who asked for the lock has it, or is to ask again. */
export type Turn =
  | { readonly held: true; readonly current: string | undefined; readonly leaseMs: number }
  | { readonly held: false }

/** What a Worker asks a session's object. Each call may be repeated, for its answer can be lost. */
export interface SessionObject {
  read(): PromiseLike<Reply<string | undefined>>
  /** Waits for the lock, though not without end: a Worker that has vanished must not stay in line. */
  lock(owner: string): PromiseLike<Reply<Turn>>
  /** Resolves to whether the lock is still held. */
  extend(owner: string): PromiseLike<Reply<boolean>>
  /** Writes if what is stored is `expected`, whoever holds the lock, and lets go of it. Resolves to whether it has written. */
  replace(
    owner: string,
    expected: string | undefined,
    next: string | undefined,
    lifeMs: number | undefined,
  ): PromiseLike<Reply<boolean>>
  /** Lets go of the lock, or leaves the line. */
  release(owner: string): PromiseLike<Reply<void>>
}
