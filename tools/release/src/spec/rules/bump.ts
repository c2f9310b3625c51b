export const bumps = ['none', 'patch', 'minor', 'major'] as const

/** How much a version has to rise, from nothing to a new major. */
export type Bump = (typeof bumps)[number]

export function isAtLeast(bump: Bump, wanted: Bump): boolean {
  return bumps.indexOf(bump) >= bumps.indexOf(wanted)
}

export function highest(all: Iterable<Bump>): Bump {
  let result: Bump = 'none'
  for (const bump of all) if (!isAtLeast(result, bump)) result = bump
  return result
}
