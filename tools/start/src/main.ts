import { startEmulator } from '@auth/emulator'
import { chooseProviders, describePlace } from './choose.ts'
import { type Row, runScenario } from './run-scenario.ts'
import { formatTable } from './table.ts'

const headings = {
  provider: 'Provider',
  where: 'Where',
  token: 'Token',
  lifetime: 'Lifetime',
  presented: 'Presented as',
  wrongPassword: 'Wrong password',
}

try {
  const choices = chooseProviders(process.argv.slice(2), process.env)
  await using emulator = await startEmulator()
  const rows: Row[] = []
  for (const choice of choices) {
    const { name, provider, live } = choice
    const where = describePlace(choice)
    console.log(`${provider.title} (${where})`)
    const scenario = provider.scenario(live ?? provider.emulated(emulator))
    try {
      rows.push(await runScenario(scenario, where, (line) => console.log(`  ${line}`)))
    } catch (error) {
      console.error(`  failed: ${error instanceof Error ? error.message : error}`)
      console.error(`  Run \`start ${name}\` to repeat this provider alone.`)
      process.exitCode = 1
    }
  }
  console.log(
    `\n${formatTable(
      rows.map((row) => ({ ...row })),
      headings,
    )}`,
  )
  const emulated = choices.filter(({ live }) => !live)
  if (emulated.length > 0) {
    console.log('\nTo run against a real host, set:')
    for (const { provider } of emulated) console.log(`  ${provider.title}: ${provider.variables.join(', ')}`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
