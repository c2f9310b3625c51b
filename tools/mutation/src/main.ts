import { Stryker } from '@stryker-mutator/core'
import { chooseTargets, type Target } from './packages.ts'

const lowestScore = 85

// Times without a zone must not be read in the zone of the machine, which often is UTC.
process.env['TZ'] = 'America/New_York'

for (const target of chooseTargets(process.argv.slice(2))) await mutate(target)

async function mutate({ name, part = '**/*.ts' }: Target): Promise<void> {
  console.log(`\n${name}`)
  // Read by vitest.config.ts, in the processes that Stryker starts.
  process.env['MUTATED_PACKAGE'] = name
  // It sets the exit code where the score is too low.
  await new Stryker({
    plugins: ['@stryker-mutator/vitest-runner'],
    testRunner: 'vitest',
    vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false },
    mutate: [`packages/${name}/src/${part.endsWith('.ts') ? part : `${part}/**/*.ts`}`, '!packages/*/src/generated/**'],
    // Workspace packages find each other by links, which a copy of the repository would not have.
    inPlace: true,
    coverageAnalysis: 'perTest',
    // A mutant that is active while a module loads needs a run of all tests.
    ignoreStatic: true,
    reporters: ['clear-text', 'progress', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: `.cache/mutation-${name}.json` },
    thresholds: { high: 90, low: lowestScore, break: lowestScore },
    // It has no part in what vitest runs.
    tsconfigFile: 'not-used.json',
  }).runMutationTest()
}
