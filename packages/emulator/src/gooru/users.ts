import type { GooruSettings, GooruUser } from './options.ts'

/** Who signs in under this name or e-mail address. */
export function findUser(name: string, settings: GooruSettings): GooruUser | undefined {
  const { users, basicParsing } = settings
  if (basicParsing === 'split') {
    // `> 1` and not `> 0`: so the early server has it, and takes `a@b.org` for a username.
    return name.indexOf('@') > 1
      ? users.find((user) => user.email === name)
      : users.find((user) => user.username === name)
  }
  const wanted = name.toLowerCase()
  return users.find((user) => user.email.toLowerCase() === wanted || user.username.toLowerCase() === wanted)
}
