import { join } from 'node:path'
import { provideJar } from './jar.ts'
import { toolDirectory } from './paths.ts'
import { regenerate } from './regenerate.ts'
import { runCommand } from './run-command.ts'

// Writes what the generator makes of the awkward spec today. Its diff shows what a change of a template does.
await runCommand(async () => {
  const golden = join(toolDirectory, 'test/golden')
  await regenerate(await provideJar(console.log), join(golden, 'awkward.yaml'), join(golden, 'expected'))
  console.log('wrote tools/generator/test/golden/expected')
})
