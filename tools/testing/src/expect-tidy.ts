import { afterAll, beforeAll, expect } from 'vitest'

/** What belongs to all tests of a process, whichever file they are in. */
const names = ['fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Date'] as const

/** As they were before the first file of this process; an environment that imitates a browser has its own. */
const kept = Symbol.for('globals of all tests')
const holder = globalThis as { [kept]?: Map<string, unknown> } // nobody else knows the symbol
const hasOwn = 'window' in globalThis
const originals = (!hasOwn && holder[kept]) || new Map<string, unknown>(names.map((name) => [name, globalThis[name]]))
if (!hasOwn) holder[kept] = originals

// Files share processes: a stand-in that one of them forgets would be the next one's riddle.
function expectTidy(): void {
  const changed = names.filter((name) => globalThis[name] !== originals.get(name))
  for (const name of changed) Object.assign(globalThis, { [name]: originals.get(name) })
  expect(changed, 'globals that were replaced, here or by a file before, and not put back').toEqual([])
}

beforeAll(expectTidy)
afterAll(expectTidy)
