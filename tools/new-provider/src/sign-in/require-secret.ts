import type { SignIn } from './describe-sign-in.ts'
import { givenIn, holdsSecret, type Member } from './members.ts'

/** A secret that is taken for a plain option would be in store keys and READMEs: who knows is asked. */
export function requireSecret({ operation, parameters, body = [], variants }: SignIn): void {
  const sent = [...parameters, ...body, ...variants.flatMap(({ members }) => members)]
  if (holdsSecret(sent)) return
  const names = givenIn(sent).map(({ wire }) => wire)
  if (names.length > 0) {
    throw new Error(
      `Which of what \`${operation}\` sends is secret? Say so with \`--secret <name>\`, once for each of ${[...new Set(names)].join(', ')}`,
    )
  }
  if (hasUnknown(sent)) {
    throw new Error(
      `What \`${operation}\` sends is described as lists or values of any kind, and holds no secret that is known: describe its members`,
    )
  }
  throw new Error(
    `\`${operation}\` sends no secret, so nobody can sign in with it: name another with \`--sign-in\`, or describe what it sends`,
  )
}

function hasUnknown(members: readonly Member[]): boolean {
  return members.some(
    ({ source }) => source.kind === 'unknown' || (source.kind === 'object' && hasUnknown(source.members)),
  )
}
