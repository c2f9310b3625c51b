import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Packed } from './pack.ts'
import { pnpmCommand } from './pack.ts'
import { run } from './run.ts'

interface Bill {
  readonly bomFormat?: string
  readonly metadata?: { readonly component?: { readonly purl?: string } }
  readonly components?: ReadonlyArray<{ readonly purl?: string }>
}

/**
 * Writes a bill of materials (CycloneDX 1.6) for each package: what its users install with it, in the versions that it was
 * tested with.
 *
 * @returns what is wrong with them: a sentence per finding
 */
export async function writeBills(root: string, folder: string, packed: readonly Packed[]): Promise<string[]> {
  const [command, ...first] = pnpmCommand()
  const filters = packed.flatMap(({ name }) => ['--filter', name])
  const format = ['--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6']
  const output = ['--prod', '--split', '--out', join(folder, '%s-%v.cdx.json')]
  await run(command, [...first, ...filters, 'sbom', ...format, ...output], { cwd: root })
  const bills = packed.map(async (item) => {
    const { name, version } = item.manifest
    const file = `${name.replace('@', '').replace('/', '-')}-${version}.cdx.json`
    return findBillProblems(item, JSON.parse(await readFile(join(folder, file), 'utf8')))
  })
  return (await Promise.all(bills)).flat()
}

/** A bill must be of this very package, and have all that its manifest asks for. */
export function findBillProblems({ name, manifest }: Pick<Packed, 'name' | 'manifest'>, bill: Bill): string[] {
  const own = `${purl(name)}@${manifest.version}`
  if (bill.bomFormat !== 'CycloneDX' || bill.metadata?.component?.purl !== own)
    return [`${name}: its bill of materials is of ${bill.metadata?.component?.purl}, not of ${own}`]
  return Object.keys(manifest.dependencies ?? {})
    .filter((dependency) => !bill.components?.some((component) => component.purl?.startsWith(`${purl(dependency)}@`)))
    .map((dependency) => `${name}: its bill of materials lacks ${dependency}`)
}

/** https://github.com/package-url/purl-spec */
function purl(name: string): string {
  return `pkg:npm/${name.replace('@', '%40')}`
}
