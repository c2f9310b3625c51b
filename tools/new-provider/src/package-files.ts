import type { PackageModel } from './package-model.ts'
import { adapterFile, usesAllCookies, usesCookie } from './templates/adapter.ts'
import { usesFillIn } from './templates/code.ts'
import { buildConfigFile, type Manifest, manifestFile } from './templates/manifest.ts'
import { readmeFile } from './templates/readme.ts'
import {
  cookieFile,
  cookiesFile,
  createFile,
  fillInFile,
  indexFile,
  lifetimeFile,
  optionsFile,
} from './templates/sources.ts'
import { failureTableFile, leftToFillInFile, signInTestFile, supportFile, unfinishedFile } from './templates/tests.ts'

/**
 * Every hand-written file of a new package, by its path in the package. They are not formatted yet.
 *
 * @param pattern - The manifest of another provider.
 */
export function packageFiles(model: PackageModel, pattern: Manifest): Map<string, string> {
  const { name } = model.names
  const adapter = adapterFile(model)
  return new Map([
    ['package.json', manifestFile(model, pattern)],
    ['tsconfig.build.json', buildConfigFile()],
    ['README.md', readmeFile(model)],
    ['src/adapter.ts', adapter],
    [`src/create-${name}-auth.ts`, createFile(model)],
    ...(usesFillIn(adapter) ? [['src/fill-in.ts', fillInFile(model)] as const] : []),
    ['src/index.ts', indexFile(model)],
    ...(usesCookie(model) ? [usesAllCookies(model) ? cookiesFile() : cookieFile()] : []),
    ...(model.expiry?.kind === 'jwt' ? [['src/lifetime-of.ts', lifetimeFile()] as const] : []),
    ['src/options.ts', optionsFile(model)],
    ['test/failure-table.test.ts', failureTableFile(model)],
    ['test/sign-in.test.ts', signInTestFile(model)],
    ['test/unfinished.test.ts', unfinishedFile(model)],
    ['test/support/left-to-fill-in.ts', leftToFillInFile()],
    ['test/support/set-up.ts', supportFile(model)],
  ])
}
