import { expectValue, fail } from '../expectations.ts'
import type { Case } from './case.ts'

const everyPlane = '\u0001\t\n\r"\'\\/<>&%{}[]$ée\u0301ß漢字עברית😀👩‍👩‍👧\u2028\u202e\ufeff\uffff\u{10fffd} '

const oddNames = [
  ...['', ' ', 'a', 'A', 'a ', 'a.', 'a/b', 'a/../b', '..', 'a:b', 'a*', 'a?', 'a%', 'a%2F', 'a_', "a'; --", '{a}'],
  ...['a\\b', 'a\nb', 'a"b', 'é', 'e\u0301', '😀', 'a'.repeat(300), `${'a'.repeat(900)}b`, `${'a'.repeat(900)}c`],
]

// More than 24 of them are more than 32 bits with a sign can count.
const dayMs = 24 * 3_600_000

/** What is written, and what comes back. */
export const valueCases: readonly Case[] = [
  {
    name: 'A key that was never written holds nothing',
    async run(lab) {
      const store = await lab.createClient()
      await lab.expectStored('read', store, undefined)
      const { current } = await lab.hold(store)
      expectValue('exclusive', 'what `change` was given for a new key', current, undefined)
    },
  },
  {
    name: 'What one client writes, it and all others read, and are given by the next update',
    async run(lab) {
      const [one, other] = await lab.createPair()
      for (const next of ['first', 'second']) {
        await lab.write(one, next)
        for (const client of [one, other]) await lab.expectStored('read', client, next)
      }
      const { current } = await lab.hold(other)
      expectValue('exclusive', 'what `change` was given', current, 'second')
    },
  },
  {
    name: 'An update returns what is stored afterwards, also where nothing has changed',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const writers = [one, one, other, one]
      for (const [index, next] of ['new', 'newer', 'newer', undefined].entries()) {
        const update = lab.start(writers[index] ?? one)
        update.finish(next)
        const returned = await lab.within('returns', '`update` did not end', update.result)
        expectValue('returns', 'what `update` returned', returned, next)
        await lab.expectStored('returns', other, next)
      }
    },
  },
  {
    name: 'A key is removed, also one that is not there, and can be written again',
    async run(lab) {
      const [one, other] = await lab.createPair()
      await lab.write(one, undefined)
      for (const next of ['first', undefined, 'second']) {
        await lab.write(one, next)
        await lab.expectStored('returns', other, next)
      }
    },
  },
  {
    name: 'A value is any text: empty, in any script, and 64 KiB long',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const long = everyPlane.repeat(Math.ceil(65_536 / everyPlane.length)).slice(0, 65_535)
      for (const value of ['', ' ', 'null', 'undefined', everyPlane, JSON.stringify({ everyPlane }), `${long}.`]) {
        // Half of a pair at the cut is no text.
        const wellFormed = value.toWellFormed()
        await lab.write(one, wellFormed)
        await lab.expectStored('opaque', other, wellFormed)
      }
    },
  },
  {
    name: 'A key is any text, and the value of one is never that of another',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const keys = oddNames.map((name) => lab.key + name)
      for (const [index, key] of keys.entries()) await lab.write(one, `value ${index}`, key)
      for (const [index, key] of keys.entries()) await lab.expectStored('apart', other, `value ${index}`, key)
      for (const key of keys) await lab.write(one, undefined, key)
    },
  },
  {
    name: 'What is written stays for the life that it is given, be that 30 days or 400',
    async run(lab) {
      const [one, other] = await lab.createPair()
      for (const days of [30, 400]) {
        await lab.write(one, `for ${days} days`, lab.key, days * dayMs)
        await lab.expectStored('life', other, `for ${days} days`)
      }
    },
  },
  {
    name: 'What is written again has a new life, and one without an end where none is given',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const canary = lab.createKey('canary')
      for (const lifeMs of [400 * dayMs, undefined]) {
        await lab.write(one, 'short', lab.key, 100)
        await lab.write(one, 'short', canary, 100)
        await lab.write(one, 'long', lab.key, lifeMs)
        const end = performance.now() + 100 + lab.graceMs
        // Until a store that drops what is of no use any more has dropped it.
        while ((await lab.read(other, canary)) !== undefined && performance.now() < end) {
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
        await lab.expectStored('life', other, 'long')
      }
    },
  },
  {
    name: 'Says in `canWrite` that it can be written',
    async run(lab) {
      const store = await lab.createClient()
      const said = typeof store.canWrite === 'function' ? store.canWrite() : (store.canWrite ?? true)
      if (said !== true) fail('canWrite', `\`canWrite\` said ${said} of the store that is to be tried`)
    },
  },
]
