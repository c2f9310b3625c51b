import type { PackageModel } from '../package-model.ts'

/** The `package.json` of a provider that is there already. */
export interface Manifest {
  readonly [field: string]: unknown
  readonly homepage: string
  readonly repository: { readonly directory: string }
  readonly devDependencies: Readonly<Record<string, string>>
}

const ownFields = ['name', 'version', 'description', 'keywords', 'devDependencies']

/**
 * `package.json`, as the other providers have it. Private until nothing is left to fill in, so that no release takes the
 * package along before.
 */
export function manifestFile({ names: { name, title } }: PackageModel, pattern: Manifest): string {
  const shared = Object.entries(pattern).filter(([field]) => !ownFields.includes(field))
  // The emulator does not know the provider yet.
  const needed = Object.entries(pattern.devDependencies).filter(([dependency]) => dependency !== '@auth/emulator')
  const { homepage, repository } = pattern
  const directory = `packages/${name}`
  const manifest = {
    name: `@auth/${name}`,
    version: '0.0.0',
    private: true,
    description: `Sign in to ${title} and never think about tokens again.`,
    keywords: ['auth', name, 'token', 'fetch', 'sign-in'],
    ...Object.fromEntries(shared),
    homepage: homepage.replace(repository.directory, directory),
    repository: { ...repository, directory },
    devDependencies: Object.fromEntries(needed),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

export function buildConfigFile(): string {
  return `{
  "extends": "../../tsconfig.build.json",
  "compilerOptions": {
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`
}

/** With blank lines inside the front matter: without, Biome takes it for a heading. */
export function changesetFile({ names: { name, title, pascal } }: PackageModel): string {
  return `---

'@auth/${name}': minor

---

Sign in to ${title} with \`create${pascal}Auth\`.
`
}
