/** As much of a `package.json` as says where one enters the package. */
export interface Entrances {
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
}

/** The sources of what a package exports and runs, by the path in `dist` that its manifest promises, without `.js`. */
export function findEntries({ exports = {}, bin = {} }: Entrances): Record<string, string> {
  const entries: Record<string, string> = {}
  for (const target of Object.values(exports)) {
    if (typeof target === 'string') continue
    const { '@auth/source': source, default: built = '' } = target
    if (source !== undefined) entries[nameOf(built)] = source
  }
  for (const built of Object.values(bin)) entries[nameOf(built)] ??= `./src/${nameOf(built)}.ts`
  return entries
}

function nameOf(built: string): string {
  return built.replace(/^\.\/dist\//, '').replace(/\.js$/, '')
}
