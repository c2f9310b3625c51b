import { afterAll, expect } from 'vitest'

/** What belongs to all tests of a process, whichever file they are in. */
const shared = ['fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Date'] as const
const before = new Map<string, unknown>(shared.map((name) => [name, globalThis[name]]))

// Files share processes: a stand-in that one of them forgets would be the next one's riddle.
afterAll(() => {
  const changed = shared.filter((name) => globalThis[name] !== before.get(name))
  for (const name of changed) Object.assign(globalThis, { [name]: before.get(name) })
  expect(changed, 'globals that the tests of this file have replaced and not put back').toEqual([])
})
