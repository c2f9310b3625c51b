// `pnpm build`: turbo, and then without what it has restored of sources that are gone.
import { join } from 'node:path'
import { runCommand } from '../../../generator/src/run-command.ts'
import { repository } from '../pack.ts'
import { run } from '../run.ts'
import { pruneBuilds } from './prune.ts'

await runCommand(async () => {
  const turbo = join(repository, 'node_modules/.bin/turbo')
  console.log(await run(turbo, ['run', 'build', ...process.argv.slice(2)], { cwd: repository }))
  for (const file of await pruneBuilds(repository)) console.log(`${file}: its source is gone, removed`)
})
