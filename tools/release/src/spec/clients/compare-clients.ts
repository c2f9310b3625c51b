import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { repository } from '../../pack.ts'
import { compile } from '../compile.ts'
import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { declarationsOf, exportsOf, type Modules } from './declarations.ts'
import { type Probe, probesFor, probeTypes } from './probes.ts'

export interface ClientPair {
  readonly base: Modules
  readonly now: Modules
}

interface Trial extends ClientPair {
  readonly probes: readonly Probe[]
}

/** What changed between generated clients for those who compile against them. One run of the compiler for all pairs. */
export async function compareClients(pairs: readonly ClientPair[]): Promise<Finding[][]> {
  const changed = pairs.filter(({ base, now }) => !isDeepStrictEqual(base, now))
  const trials = changed.map(({ base, now }): Trial => {
    const declared = { base: declarationsOf(base), now: declarationsOf(now) }
    return { ...declared, probes: probesFor(exportsOf(declared.base), exportsOf(declared.now)) }
  })
  const broken = trials.some(({ probes }) => probes.length > 0) ? await tryProbes(trials) : new Map<number, Probe[]>()
  const findings = trials.map((trial, index) => judge(trial, broken.get(index) ?? []))
  return pairs.map((pair) => findings[changed.indexOf(pair)] ?? [])
}

function judge({ base, now, probes }: Trial, broken: readonly Probe[]): Finding[] {
  const old = exportsOf(base)
  const fresh = exportsOf(now)
  const tried = [...new Set(probes.map(({ name }) => name))]
  const extended = tried.filter((name) => broken.every((probe) => probe.name !== name)).map((name) => `\`${name}\``)
  const findings = [
    ...[...old.keys()].filter((name) => !fresh.has(name)).map((name) => finding('export-removed', { name })),
    ...[...new Set(broken.map(({ about }) => about))].map((about) => finding('type-incompatible', { about })),
    ...[...fresh.keys()].filter((name) => !old.has(name)).map((name) => finding('export-added', { name })),
    ...(extended.length > 0 ? [finding('type-extended', { names: extended.join(', ') })] : []),
  ]
  return findings.length > 0 ? findings : [finding('code-changed')]
}

/** Compiles the probes. Returns by pair those that do not hold. */
async function tryProbes(trials: readonly Trial[]): Promise<ReadonlyMap<number, Probe[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-probes-'))
  try {
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }))
    await writeFile(join(folder, 'probe-types.ts'), probeTypes)
    await Promise.all(trials.map((trial, index) => writeTrial(join(folder, String(index)), trial)))
    const output = await compile(folder, 'tsconfig.json')
    return readErrors(output, trials)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const compilerOptions = {
  strict: true,
  noEmit: true,
  target: 'es2023',
  lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'],
  module: 'nodenext',
  types: [],
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  // Both sides meet the core of today: what changed about core itself is judged with core.
  paths: { '@auth/core/api': [join(repository, 'packages/core/src/api.ts')] },
}

const header = [
  `import type * as Base from './base/index.d.ts'`,
  `import type * as Now from './now/index.d.ts'`,
  `import type { Data, Expect, Gives, Takes } from '../probe-types.ts'`,
]

async function writeTrial(folder: string, { base, now, probes }: Trial): Promise<void> {
  for (const [side, modules] of Object.entries({ base, now })) {
    await mkdir(join(folder, side), { recursive: true })
    for (const [file, text] of Object.entries(modules)) await writeFile(join(folder, side, file), text)
  }
  const lines = probes.map(({ code }, index) => `export type P${index} = ${code}`)
  await writeFile(join(folder, 'probe.ts'), [...header, ...lines].join('\n'))
}

function readErrors(output: string, trials: readonly Trial[]): ReadonlyMap<number, Probe[]> {
  const broken = new Map<number, Probe[]>()
  for (const line of output.split('\n').filter((text) => /^\S.*error TS/.test(text))) {
    const [, trial = '', row = ''] = /^(\d+)\/probe\.ts\((\d+),/.exec(line) ?? []
    const probe = trials[Number(trial)]?.probes[Number(row) - header.length - 1]
    if (trial === '' || !probe) throw new Error(`The declarations cannot be compared: ${line}`)
    broken.set(Number(trial), [...(broken.get(Number(trial)) ?? []), probe])
  }
  return broken
}
