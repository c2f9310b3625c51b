// For workflows: the last look before something is published, with nothing but what this revision has itself.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../../../generator/src/run-command.ts'
import { repository } from '../pack.ts'
import { verify } from './verify.ts'

await runCommand(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { snapshot: { type: 'string' } } })
  const [folder] = positionals
  if (folder === undefined) throw new Error('Usage: node src/verify/main.ts <folder> [--snapshot <name>]')
  await verify(resolve(folder), repository, values.snapshot)
  console.log('Everything in it is what the plan says, and fit to publish.')
})
