import { type Flawed, memoryWith } from './flawed.ts'

const none = 'A key that was never written holds nothing'
const removal = 'A key is removed, also one that is not there, and can be written again'
const returned = 'An update returns what is stored afterwards, also where nothing has changed'
const anyText = 'A value is any text: empty, in any script, and 64 KiB long'
const anyKey = 'A key is any text, and the value of one is never that of another'
const stays = 'What is written stays for the life that it is given, be that 30 days or 400'
const newLife = 'What is written again has a new life, and one without an end where none is given'

type Create = Flawed['create']

/** Writes something else than what the change returns. */
function writing(alter: (next: string | undefined) => string | undefined): Create {
  return memoryWith(({ update }) => ({
    update: (key, change, options) => update(key, async (...call) => alter(await change(...call)), options),
  }))
}

/** Keeps values under other keys than those that it is given. */
function naming(rename: (key: string) => string): Create {
  return memoryWith(({ read, update }) => ({
    read: (key, options) => read(rename(key), options),
    update: (key, ...call) => update(rename(key), ...call),
  }))
}

/** Returns something else than what is stored. */
function returning(alter: (written: string | undefined) => unknown): Create {
  return memoryWith(({ update }) => ({
    update: async (...call) => alter(await update(...call)) as string | undefined, // may be what the types rule out
  }))
}

/** Drops values when their life ends. */
function dropping(endOf: (lifeMs: number | undefined, before: number | undefined) => number | undefined): Create {
  return memoryWith(({ read, update }) => {
    const ends = new Map<string, number | undefined>()
    const isOver = (key: string): boolean => (ends.get(key) ?? Infinity) <= Date.now()
    return {
      read: async (key, options) => (isOver(key) ? undefined : read(key, options)),
      async update(key, change, options) {
        const next = await update(
          key,
          (current, ...call) => change(isOver(key) ? undefined : current, ...call),
          options,
        )
        ends.set(key, endOf(options.lifeMs, ends.get(key)))
        return next
      },
    }
  })
}

const endOf = (lifeMs: number | undefined): number | undefined =>
  lifeMs === undefined ? undefined : Date.now() + lifeMs

/** Stores that keep something else than what they are given. */
export const flawedValues: readonly Flawed[] = [
  {
    flaw: 'gives null for none, as databases do',
    create: memoryWith(({ read }) => ({
      read: async (...call) => (await read(...call)) ?? (null as unknown as undefined), // the types rule it out
    })),
    fails: [none, removal, returned],
  },
  { flaw: 'takes an empty value for none', create: writing((next) => next || undefined), fails: [anyText] },
  { flaw: 'stores a text for none', create: writing((next) => String(next)), fails: [removal, returned] },
  { flaw: 'cuts off values', create: writing((next) => next?.slice(0, 65_535)), fails: [anyText] },
  { flaw: 'knows Latin-1 alone', create: writing((next) => next?.replace(/[^\0-\xff]/g, '?')), fails: [anyText] },
  { flaw: 'normalizes values', create: writing((next) => next?.normalize('NFC')), fails: [anyText] },
  { flaw: 'does not tell A from a in keys', create: naming((key) => key.toLowerCase()), fails: [anyKey] },
  { flaw: 'cuts off keys', create: naming((key) => key.slice(0, 255)), fails: [anyKey] },
  { flaw: 'cuts off spaces at the end of keys', create: naming((key) => key.trimEnd()), fails: [anyKey] },
  { flaw: 'makes file names of keys', create: naming((key) => key.replace(/[^\w.-]/g, '_')), fails: [anyKey] },
  { flaw: 'returns nothing from updates', create: returning(() => undefined), fails: [returned] },
  { flaw: 'returns null for what was removed', create: returning((written) => written ?? null), fails: [returned] },
  { flaw: 'counts lives in 32 bits', create: dropping((lifeMs) => endOf(lifeMs && lifeMs | 0)), fails: [stays] },
  { flaw: 'keeps the first life', create: dropping((lifeMs, before) => before ?? endOf(lifeMs)), fails: [newLife] },
  {
    flaw: 'keeps the last life where none is given',
    create: dropping((lifeMs, before) => endOf(lifeMs) ?? before),
    fails: [newLife],
  },
]
