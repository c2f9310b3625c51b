import type { Export } from './declarations.ts'

/** A line of TypeScript that compiles only if users' code does, and what it means when it does not. */
export interface Probe {
  /** The export that it tries. */
  readonly name: string
  /** What breaks, in words. */
  readonly about: string
  readonly code: string
}

/** Type functions that probes are made of. */
export const probeTypes = `
export type Expect<Holds extends true> = Holds
type Keys<T> = T extends unknown ? keyof T : never
type KeepsKeys<Base, Now> = [Keys<NonNullable<Base>>] extends [Keys<NonNullable<Now>>] ? true : false
// A type that cannot be found is \`any\`, which would hold for everything.
type IsAny<T> = 0 extends 1 & T ? true : false
/** What was sent to the one can be sent to the other, also as an object literal. */
export type Takes<Base, Now> = IsAny<Base | Now> extends true ? false : [Base] extends [Now] ? KeepsKeys<Base, Now> : false
/** What was read from the one can be read from the other. */
export type Gives<Base, Now> = IsAny<Base | Now> extends true ? false : [NonNullable<Base>] extends [never] ? true
  : [NonNullable<Now>] extends [never] ? false : [Now] extends [Base] ? KeepsKeys<Base, Now> : false
export type Data<Result, Status> = Result extends { status: Status; data: infer Data } ? Data : never
`

/**
 * Probes for every export that both clients have. Requests are tried in the direction in which they are sent, results
 * status by status as they are read, and schemas in the directions in which operations use them.
 */
export function probesFor(base: ReadonlyMap<string, Export>, now: ReadonlyMap<string, Export>): Probe[] {
  const sent = reachedFrom(base, /^export (?:interface|type) \w+Request\b/)
  const read = reachedFrom(base, /^export type \w+Result\b/)
  return [...base.values()]
    .filter(({ name, text }) => now.has(name) && now.get(name)?.text !== text)
    .flatMap(({ name, kind, text }) => {
      const probe = (code: string, about = `\`${name}\``): Probe => ({ name, about, code: `Expect<${code}>` })
      const pair = `Base.${name}, Now.${name}`
      if (kind === 'function') return [probe(`Takes<Parameters<typeof Base.${name}>, Parameters<typeof Now.${name}>>`)]
      if (kind === 'value') return [probe(`Gives<typeof Base.${name}, typeof Now.${name}>`)]
      const statuses = [...text.matchAll(/\bDocumented<([^,<>]+),/g)].map(([, status = '']) => status)
      if (statuses.length > 0) {
        return statuses.flatMap((status) => [
          probe(
            `[Extract<Now.${name}, { status: ${status} }>] extends [never] ? false : true`,
            `\`${name}\` (${status})`,
          ),
          probe(`Gives<Data<Base.${name}, ${status}>, Data<Now.${name}, ${status}>>`, `\`${name}\` (${status})`),
        ])
      }
      const either = !sent.has(name) && !read.has(name)
      return [
        ...(sent.has(name) || either ? [probe(`Takes<${pair}>`)] : []),
        ...(read.has(name) || either ? [probe(`Gives<${pair}>`)] : []),
      ]
    })
}

/** The exports that are named by certain ones, directly or through others, and these themselves. */
function reachedFrom(exports: ReadonlyMap<string, Export>, roots: RegExp): ReadonlySet<string> {
  const reached = new Set<string>()
  const visit = (name: string): void => {
    const text = exports.get(name)?.text
    if (text === undefined || reached.has(name)) return
    reached.add(name)
    const code = text.replace(/'[^'\n]*'/g, '')
    for (const [word] of code.matchAll(/\b[A-Z]\w*\b/g)) visit(word)
  }
  for (const { name, text } of exports.values()) if (roots.test(text)) visit(name)
  return reached
}
