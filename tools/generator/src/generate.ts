import { join } from 'node:path'
import { provideJar } from './jar.ts'
import { writeLock } from './lock.ts'
import { findTargets, repository } from './paths.ts'
import { regenerate } from './regenerate.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const targets = await chooseTargets(process.argv.slice(2))
  const jar = await provideJar(console.log)
  await Promise.all(
    targets.map(async (target) => {
      console.log(`${target.provider}: generating from ${target.spec}`)
      await regenerate(jar, join(repository, target.spec), join(repository, target.output))
      await writeLock(target)
      console.log(`${target.provider}: wrote ${target.output}`)
    }),
  )
})

async function chooseTargets(names: string[]) {
  const all = await findTargets()
  const unknown = names.filter((name) => !all.some((target) => target.provider === name))
  if (unknown.length > 0) {
    throw new Error(`No spec for ${unknown.join(', ')}. Known: ${all.map((target) => target.provider).join(', ')}.`)
  }
  return names.length > 0 ? all.filter((target) => names.includes(target.provider)) : all
}
