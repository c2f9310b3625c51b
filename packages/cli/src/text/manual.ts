import { type CommandText, commands, commonOptions, type OptionText, sessionOptions } from '../arguments/commands.ts'
import { optionsOf } from '../arguments/provider-options.ts'
import { exitCodeTexts } from '../failures/exit-codes.ts'
import { providers } from '../providers/index.ts'
import type { Provider } from '../providers/provider.ts'

/** A part of the manual. The help and the man page are made of the same. */
export interface Section {
  readonly title: string
  readonly paragraphs?: readonly string[]
  readonly rows?: readonly (readonly [string, string])[]
}

/** What there is to know of everything, or of one command. */
export function manualOf(command?: CommandText, provider?: Provider): Section[] {
  if (!command) return wholeManual()
  const options = [...command.options, ...commonOptions]
  return [
    { title: 'Usage', paragraphs: [usageOf(command, provider)] },
    { title: 'What it does', paragraphs: [command.summary] },
    { title: 'Options', rows: options.map(rowOf) },
    ...(provider ? [{ title: `Options for ${provider.title}`, rows: optionsOf(provider).map(rowOf) }] : []),
    { title: 'Example', paragraphs: [command.example] },
  ]
}

function wholeManual(): Section[] {
  return [
    { title: 'Usage', paragraphs: ['auth-cli <command> [<provider>] [options]'] },
    {
      title: 'What it does',
      paragraphs: [
        'Signs in to MeshyDB, Elastic Path, Gooru and GenLogs, and keeps the tokens fresh for shells, scripts and programs in any language. A token is fetched once per machine and renewed once, however many processes ask.',
      ],
    },
    { title: 'Commands', rows: commands.map(({ name, summary }) => [name, summary]) },
    { title: 'Providers', rows: providers.map(({ name, title }) => [name, title]) },
    {
      title: 'Options of every command',
      rows: [...commonOptions.map(rowOf), ['--version', 'print the version']],
    },
    ...commands
      .map(({ name, options }) => ({ name, own: options.filter((option) => !sessionOptions.includes(option)) }))
      .filter(({ own }) => own.length > 0)
      .map(({ name, own }) => ({ title: `Options of ${name}`, rows: own.map(rowOf) })),
    { title: 'Options of every command for a provider', rows: sessionOptions.map(rowOf) },
    {
      title: 'Environment',
      paragraphs: [
        'Each of a provider’s variables can be replaced by the same name with _FILE after it, which names a file that holds the value.',
      ],
      rows: [
        ...providers.flatMap(({ fields }) => fields.map(({ variable, label }) => [variable, label] as const)),
        ['AUTH_PROFILE', 'the profile, where --profile is not given'],
        ['AUTH_STORE_KEY', 'the key to encrypt sessions with: 32 bytes in base64 or hex. Also AUTH_STORE_KEY_FILE'],
        ['AUTH_STORE_KEY_COMMAND', 'a command that prints it'],
        ['AUTH_CONFIG_DIR', 'the folder of config.json'],
        ['AUTH_STATE_DIR', 'the folder of the sessions'],
        ['NO_COLOR', 'no colours on a terminal'],
      ],
    },
    {
      title: 'Files',
      paragraphs: [
        'Names and ids, and no secret, are in config.json in the platform’s config folder (on Linux ~/.config/auth-cli). Sessions are in files of mode 0600 in a folder of mode 0700 (on Linux ~/.local/state/auth-cli/sessions).',
      ],
    },
    { title: 'Exit codes', rows: exitCodeTexts },
    { title: 'Examples', paragraphs: commands.map(({ example }) => example) },
  ]
}

export function usageOf({ name, operands, isOperandOptional }: CommandText, provider?: Provider): string {
  const words = operands.map((operand) => {
    if (operand === 'provider' && provider) return provider.name
    return isOperandOptional ? `[<${operand}>]` : `<${operand}>`
  })
  return ['auth-cli', name, ...words, '[options]'].join(' ')
}

function rowOf({ name, short, value, text }: OptionText): readonly [string, string] {
  const long = value === undefined ? `--${name}` : `--${name} <${value}>`
  return [short ? `-${short}, ${long}` : long, text]
}
