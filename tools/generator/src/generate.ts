import { join } from 'node:path'
import { provideJar } from './jar.ts'
import { writeLock } from './lock.ts'
import { findTargets, repository } from './paths.ts'
import { regenerateAll } from './regenerate.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const targets = await chooseTargets(process.argv.slice(2))
  const jar = await provideJar(console.log)
  for (const { provider, spec } of targets) console.log(`${provider}: generating from ${spec}`)
  await regenerateAll(
    jar,
    targets.map(({ spec, output }) => ({ spec: join(repository, spec), output: join(repository, output) })),
  )
  for (const target of targets) {
    await writeLock(target)
    console.log(`${target.provider}: wrote ${target.output}`)
  }
})

async function chooseTargets(names: string[]) {
  const all = await findTargets()
  const unknown = names.filter((name) => !all.some((target) => target.provider === name))
  if (unknown.length > 0) {
    throw new Error(`No spec for ${unknown.join(', ')}. Known: ${all.map((target) => target.provider).join(', ')}.`)
  }
  return names.length > 0 ? all.filter((target) => names.includes(target.provider)) : all
}
