import { cp, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Packed } from '../../pack.ts'
import type { LoopbackRegistry } from '../../registry/loopback.ts'
import { run } from '../../run.ts'
import type { Consumers } from '../consumers.ts'
import { emulated } from '../emulated.ts'
import { trialOf } from '../trials.ts'

const deno = join(createRequire(import.meta.url).resolve('deno/package.json'), '..', 'deno')

/** People who install with Deno, which reads an `.npmrc` as the others do. */
export async function tryDeno(
  { folder, env, report }: Consumers,
  { url }: LoopbackRegistry,
  provider: string,
  examples: readonly string[],
): Promise<void> {
  await report.try(`deno add npm:${provider}`, async () => {
    const project = join(folder, 'deno')
    await mkdir(project)
    // Deno holds back what was published today, which here is everything.
    await writeFile(join(project, 'deno.json'), JSON.stringify({ minimumDependencyAge: '0' }))
    await writeFile(join(project, '.npmrc'), `registry=${url}\n@auth:registry=${url}\n`)
    const options = { cwd: project, env: { ...env, DENO_DIR: join(project, '.deno') } }
    await run(deno, ['add', `npm:${provider}`, 'npm:@auth/emulator'], options)
    await writeFile(join(project, 'emulated.mjs'), emulated)
    await writeFile(join(project, 'example.ts'), trialOf(provider, examples).examples[0] ?? '')
    await run(deno, ['check', 'example.ts'], options)
    const printed = await run(deno, ['run', '--allow-all', '--preload', './emulated.mjs', 'example.ts'], options)
    if (!/^(?:200|true)$/.test(printed.trim())) throw new Error(`the example printed ${printed.trim() || 'nothing'}`)
    return 'installed, type-checked, run'
  })
}

/**
 * Whether JSR would take the packages: it publishes sources, and asks for types that can be read without inferring. A dry
 * run asks no server. The compiler has seen them before.
 */
export async function tryJsr({ env, report }: Consumers, directory: string, packed: readonly Packed[]): Promise<void> {
  await report.try('JSR, as a dry run', async () => {
    const workspace = join(directory, 'jsr')
    for (const { name, folder, manifest } of packed) {
      const member = join(workspace, name)
      await mkdir(member, { recursive: true })
      await cp(join(folder, 'src'), join(member, 'src'), { recursive: true })
      await writeFile(join(member, 'deno.json'), JSON.stringify(describe({ name, manifest }), null, 2))
    }
    const members = packed.map(({ name }) => `./${name}`)
    await writeFile(join(workspace, 'deno.json'), JSON.stringify({ workspace: members, nodeModulesDir: 'auto' }))
    const options = { cwd: workspace, env: { ...env, DENO_DIR: join(workspace, '.deno') } }
    await run(deno, ['publish', '--dry-run', '--allow-dirty', '--no-check'], options)
    return `${packed.length} packages would be taken, with all their exports`
  })
}

function describe({
  name,
  manifest: { version, exports, dependencies = {} },
}: Pick<Packed, 'name' | 'manifest'>): object {
  const sources = Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === 'string' || !target['@auth/source'] ? [] : [[entry, target['@auth/source']]],
  )
  const others = Object.entries(dependencies).filter(([dependency]) => !dependency.startsWith('@auth/'))
  const imports = Object.fromEntries(others.map(([dependency, range]) => [dependency, `npm:${dependency}@${range}`]))
  return { name, version, license: 'MIT', exports: Object.fromEntries(sources), imports }
}
