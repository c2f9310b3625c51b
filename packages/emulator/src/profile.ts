import type { GenlogsOptions } from './genlogs.ts'
import type { GooruOptions, GooruProfile } from './gooru.ts'

/** Which of a provider's documented servers is emulated, by name. */
export interface EmulatorProfile {
  /** See `GooruProfile`. @default 'seed' */
  gooru?: GooruProfile
  /** Where the sign-in's e-mail address and password are; `variant` of `GenlogsOptions`. @default 'both' */
  genlogs?: 'query' | 'body' | 'both'
}

const profileNames = { gooru: ['seed', 'v3', 'nile'], genlogs: ['query', 'body', 'both'] } as const

/** Makes sure that each name is known. Throws a TypeError if not. */
export function checkedProfile(profile: Readonly<Record<string, unknown>>): EmulatorProfile {
  for (const [provider, name] of Object.entries(profile)) {
    const known: readonly string[] = provider === 'gooru' || provider === 'genlogs' ? profileNames[provider] : []
    if (known.length === 0) {
      throw new TypeError(`@auth/emulator: "${provider}" has no profiles; gooru and genlogs have`)
    }
    if (name !== undefined && !known.includes(String(name))) {
      throw new TypeError(`@auth/emulator: profile of ${provider} must be one of ${known.join(', ')}`)
    }
  }
  // Each name was found in the list above.
  return profile as EmulatorProfile
}

/** The providers' options with the profile under them: what an option says itself, wins. */
export function withProfile(
  { gooru: gooruProfile, genlogs: genlogsVariant }: EmulatorProfile,
  { gooru, genlogs }: { gooru?: GooruOptions; genlogs?: GenlogsOptions },
): { gooru: GooruOptions; genlogs: GenlogsOptions } {
  return {
    gooru: { ...(gooruProfile === undefined ? {} : { profile: gooruProfile }), ...gooru },
    genlogs: { ...(genlogsVariant === undefined ? {} : { variant: genlogsVariant }), ...genlogs },
  }
}
