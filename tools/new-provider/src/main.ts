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

const usage = `Usage: pnpm new:provider <name> --spec <file> [options]

  <name>        of the package and its folder, such as \`acme\`
  --spec        an OpenAPI 3 or Swagger 2.0 document, in YAML or JSON. It is adopted as specs/<name>.yaml
  --title       the provider's name for people, such as \`Acme Cloud\`
  --sign-in     the operation that brings a token, where the document does not make it clear
  --server      where the sign-in is served, where the document names no host: https://api.acme.com
  --secret      the name of something that is sent and secret, once for each, where names do not tell
  --not-secret  the name of something that is not secret, though it looks so
  --only        an operation to keep beside the sign-in, once for each
  --all         keep every operation. Without either, those that renew or end a session are kept`

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
  const text = { type: 'string' } as const
  const list = { type: 'string', multiple: true } as const
  const options = {
    spec: text,
    title: text,
    'sign-in': text,
    server: text,
    secret: list,
    'not-secret': list,
    only: list,
    all: { type: 'boolean' },
  } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [name, ...others] = positionals
    if (name === undefined || others.length > 0) throw new Error('Give one name')
    if (values.spec === undefined) throw new Error('Give the document with --spec')
    // pnpm runs scripts in the repository's root, and says where it was called.
    const spec = resolve(process.env['INIT_CWD'] ?? process.cwd(), values.spec)
    const { title, server, secret, only, all } = values
    return { name, spec, title, server, secret, only, all, signIn: values['sign-in'], notSecret: values['not-secret'] }
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`, { cause: error })
  }
}
