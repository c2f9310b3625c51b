import type { EmulatorClock } from '../contract.ts'
import type { ElasticPathMember, ElasticPathSettings } from './options.ts'

const oneTimeCodeLifetimeMs = 600_000

/** Who can sign in, and with what. A successful look-up uses up a code that works once. */
export interface Members {
  byPassword(username: string, password: string): ElasticPathMember | undefined
  byOneTimeCode(username: string, code: string): ElasticPathMember | undefined
  byOidcCode(code: string, redirectUri: string, codeVerifier: string): ElasticPathMember | undefined
  isTaken(username: string): boolean
  add(username: string, password: string, name: string): ElasticPathMember
}

export function createMembers(settings: ElasticPathSettings, clock: EmulatorClock): Members {
  const members = [...settings.members]
  const oneTimeCodes = new Set(settings.oneTimeCodes)
  const oneTimeCodesEndAt = clock.now() + oneTimeCodeLifetimeMs
  const oidcCodes = new Set(settings.oidcCodes)

  const sameName = (one: string, other: string): boolean =>
    settings.caseSensitiveUsernames ? one === other : one.toLowerCase() === other.toLowerCase()
  const find = (username: string): ElasticPathMember | undefined =>
    members.find((member) => sameName(member.username, username))

  return {
    byPassword(username, password) {
      const member = find(username)
      return member?.password === password ? member : undefined
    },
    byOneTimeCode(username, code) {
      if (clock.now() >= oneTimeCodesEndAt) return undefined
      const entry = [...oneTimeCodes].find((item) => sameName(item.username, username) && item.code === code)
      if (entry === undefined) return undefined
      oneTimeCodes.delete(entry)
      return find(entry.username)
    },
    byOidcCode(code, redirectUri, codeVerifier) {
      const entry = [...oidcCodes].find((item) => item.code === code)
      if (entry?.redirectUri !== redirectUri || entry.codeVerifier !== codeVerifier) return undefined
      oidcCodes.delete(entry)
      return find(entry.username)
    },
    isTaken: (username) => find(username) !== undefined,
    add(username, password, name) {
      const accounts = settings.autoCreateAccount ? [{ id: crypto.randomUUID(), name }] : []
      const member = { username, password, memberId: crypto.randomUUID(), accounts }
      members.push(member)
      return member
    },
  }
}
