import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { provideJar } from '../../generator/src/jar.ts'
import { repository } from '../../generator/src/paths.ts'
import { regenerate } from '../../generator/src/regenerate.ts'
import { runCommand } from '../../generator/src/run-command.ts'
import { createProvider, type NewProvider } from './create-provider.ts'
import { inShort } from './in-short.ts'
import { nameProvider } from './names.ts'
import { nextSteps } from './next-steps.ts'

const usage = `Usage: pnpm new:provider <name> --spec <file> [--title <title>] [--sign-in <operation>] [--only <operation>]…

  <name>     of the package and its folder, such as \`acme\`
  --spec     an OpenAPI 3.0 document, in YAML or JSON. It is copied to specs/<name>.yaml
  --title    the provider's name for people, such as \`Acme Cloud\`
  --sign-in  the operation that brings a token, where the document does not make it clear
  --only     an operation to keep, once for each. Without it all are kept`

await runCommand(async () => {
  const wanted = readArguments(process.argv.slice(2))
  const { changes, files } = await createProvider(wanted, {
    root: repository,
    async generate(spec, output) {
      console.log('generating')
      await regenerate(await provideJar(console.log), spec, output)
    },
  })
  if (changes.length > 0)
    console.log(
      `In the copy of the document:\n${inShort(changes)
        .map((line) => `- ${line}`)
        .join('\n')}\n`,
    )
  console.log(`Wrote ${files.join(', ')}.\n\n${nextSteps(nameProvider(wanted.name, wanted.title))}`)
})

function readArguments(args: string[]): NewProvider {
  const options = {
    spec: { type: 'string' },
    title: { type: 'string' },
    'sign-in': { type: 'string' },
    only: { type: 'string', multiple: true },
  } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [name, ...others] = positionals
    if (name === undefined || others.length > 0) throw new Error('Give one name')
    if (values.spec === undefined) throw new Error('Give the document with --spec')
    // pnpm runs scripts in the repository's root, and says where it was called.
    const spec = resolve(process.env['INIT_CWD'] ?? process.cwd(), values.spec)
    return { name, spec, title: values.title, signIn: values['sign-in'], only: values.only }
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`, { cause: error })
  }
}
