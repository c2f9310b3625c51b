/**
 * Domains of the public npm registry and of those who mirror it. There `@auth/core` is a package of other people, so
 * what is published there under this name is refused at best.
 */
export const publicDomains: readonly string[] = [
  'npmjs.org',
  'npmjs.com',
  'yarnpkg.com',
  'npmmirror.com',
  'cnpmjs.org',
  'taobao.org',
  'tencent.com',
  'tencentyun.com',
  'huaweicloud.com',
  'jsr.io',
]

/** The variable that allows a public registry, for those whose scope it is. */
export const allowance = 'AUTH_ALLOW_PUBLIC_REGISTRY'

/** Where something says that packages go. */
export interface Destination {
  /** What says so, for the message. */
  readonly source: string
  readonly registry: string | undefined
}

/** Why nothing may be published: a sentence per reason, none if all is well. */
export function findRefusals(
  destinations: readonly Destination[],
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  if (env[allowance] === 'yes') return []
  return destinations.flatMap(({ source, registry }) => {
    if (!registry) return [`${source} names no registry.`]
    if (!URL.canParse(registry)) return [`${source} names "${registry}", which is not a URL.`]
    const { protocol, hostname: written } = new URL(registry)
    if (!['http:', 'https:'].includes(protocol)) return [`${source} names "${registry}", which is no HTTP URL.`]
    // A name that ends with a dot is the same host.
    const hostname = written.replace(/\.+$/, '')
    const isPublic = publicDomains.some((domain) => `.${hostname}`.endsWith(`.${domain}`))
    return isPublic ? [`${source} names ${hostname}, a public registry.`] : []
  })
}

/** What to tell whoever tried. */
export function explainRefusals(refusals: readonly string[]): string {
  return `Nothing was published.
${refusals.map((refusal) => `  ${refusal}`).join('\n')}
@auth/core on the public registry is another project. Map the scope to your own registry in an .npmrc:
  @auth:registry=https://packages.example.com/
See docs/registry.md. Whoever owns the scope where this leads sets ${allowance}=yes.`
}
