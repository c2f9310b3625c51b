import { StoreProblem } from '../store-problem.ts'

const reasons: Readonly<Record<string, string>> = {
  QuotaExceededError:
    'the storage of this site is full. Delete what it no longer needs; `navigator.storage.estimate()` says how much there is',
  SecurityError:
    'the browser forbids this page to store anything: site data is blocked, or the page is in a sandboxed or third-party frame. Use `createMemoryStore` there',
  InvalidStateError:
    'the browser refuses a database here, as older ones do in private windows. Use `createMemoryStore` there',
  NotFoundError: 'its database is of somebody else. Give `createWebStore` another `name`',
  AbortError:
    'the browser has ended a transaction or a lock, as it does when site data is cleared. The next call works',
  UnknownError: 'site data is blocked for this page, or the disk is full, or the profile of the browser damaged',
  TimeoutError:
    'its database did not answer. Another tab may be deleting it while a third one keeps it open: close tabs of this site',
}

/** Says what an error of the browser means for the store. */
export function explain(error: unknown): StoreProblem {
  const name = error instanceof Error ? error.name : ''
  const reason =
    reasons[name] ?? `its database failed (${name}): the disk may be full, or the browser’s profile damaged`
  return new StoreProblem(`the store of this browser failed: ${reason}`, { cause: error })
}
