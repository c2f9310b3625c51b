import type { GenlogsOptions } from './genlogs.ts'
import type { GooruOptions, GooruProfile } from './gooru.ts'
import type { MeshyOptions } from './meshy.ts'

/** Which of a provider's documented servers is emulated, by name. */
export interface EmulatorProfile {
  /** Whether answers are those of the published examples or name the granted `scope`, as newer ones do. @default 'seed' */
  meshy?: 'seed' | 'newer'
  /** See `GooruProfile`. @default 'seed' */
  gooru?: GooruProfile
  /** Where the sign-in's e-mail address and password are; `variant` of `GenlogsOptions`. @default 'both' */
  genlogs?: 'query' | 'body' | 'both'
}

const profileNames = {
  meshy: ['seed', 'newer'],
  gooru: ['seed', 'v3', 'nile', 'nile-refresh'],
  genlogs: ['query', 'body', 'both'],
} as const

/** Throws a TypeError for a name that is not known. */
export function checkedProfile(profile: Readonly<Record<string, unknown>>): EmulatorProfile {
  for (const [provider, name] of Object.entries(profile)) {
    if (!hasProfiles(provider)) {
      throw new TypeError(`@auth/emulator: "${provider}" has no profiles; ${Object.keys(profileNames).join(', ')} have`)
    }
    const known: readonly string[] = profileNames[provider]
    if (name !== undefined && !known.includes(String(name))) {
      throw new TypeError(`@auth/emulator: profile of ${provider} must be one of ${known.join(', ')}`)
    }
  }
  // Each name was found in the list above.
  return profile as EmulatorProfile
}

/** The providers' options on top of the profile: an option of their own takes precedence. */
export function withProfile(
  { meshy: meshyProfile, gooru: gooruProfile, genlogs: genlogsVariant }: EmulatorProfile,
  { meshy, gooru, genlogs }: { meshy?: MeshyOptions; gooru?: GooruOptions; genlogs?: GenlogsOptions },
): { meshy: MeshyOptions; gooru: GooruOptions; genlogs: GenlogsOptions } {
  return {
    meshy: { ...(meshyProfile === 'newer' ? { includeScope: true } : {}), ...meshy },
    gooru: { ...(gooruProfile === undefined ? {} : { profile: gooruProfile }), ...gooru },
    genlogs: { ...(genlogsVariant === undefined ? {} : { variant: genlogsVariant }), ...genlogs },
  }
}

function hasProfiles(provider: string): provider is keyof typeof profileNames {
  return Object.hasOwn(profileNames, provider)
}
