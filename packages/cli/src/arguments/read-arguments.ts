import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { UsageError } from '../failures/usage-error.ts'
import { providers } from '../providers/index.ts'
import type { Provider } from '../providers/provider.ts'
import { type CommandText, commands, commonOptions, type OptionText, shells } from './commands.ts'
import { optionsOf } from './provider-options.ts'

/** What the command line says. */
export interface Arguments {
  readonly command: CommandText | undefined
  readonly provider: Provider | undefined
  /** What follows the provider, or the name of the shell. */
  readonly operand: string | undefined
  /** Options with a value. Of one that is repeated, the last counts. */
  readonly flags: Readonly<Record<string, string | undefined>>
  /** Options without one that are set. */
  readonly switches: ReadonlySet<string>
  /** The values of options that can be repeated. */
  readonly lists: Readonly<Record<string, readonly string[]>>
}

const everyOption = [...commonOptions, ...commands.flatMap(({ options }) => options), ...providers.flatMap(optionsOf)]

const versionOption: OptionText = { name: 'version', text: 'print the version' }

/** @throws {UsageError} for a command line that cannot be understood */
export function readArguments(args: readonly string[]): Arguments {
  const [word, ...others] = args
  const { values, positionals } = parse(word === 'help' ? [...others, '--help'] : args)
  const [commandName, first, second, ...rest] = positionals
  const flags: Record<string, string> = {}
  const lists: Record<string, readonly string[]> = {}
  const switches = new Set<string>()
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) lists[name] = value.map(String)
    else if (value === true) switches.add(name)
    else flags[name] = String(value)
  }
  const command = commands.find(({ name }) => name === commandName)
  const wantsHelp = switches.has('help') || switches.has('version')
  if (!command && (commandName !== undefined || !wantsHelp)) {
    const known = commands.map(({ name }) => name).join(', ')
    throw new UsageError(
      commandName === undefined
        ? `say what to do: ${known}`
        : `there is no command "${commandName}". There are ${known}`,
    )
  }
  const provider = command?.operands[0] === 'provider' ? findProvider(first) : undefined
  const operand = command?.operands[0] === 'provider' ? second : first
  const result = { command, provider, operand, flags, switches, lists }
  if (!command || wantsHelp) return result
  checkOperands(
    command,
    first,
    operand,
    rest.length + (command.operands[0] === 'provider' ? 0 : Number(second !== undefined)),
  )
  checkOptions(command, provider, Object.keys(values))
  checkInput(result)
  return result
}

function parse(args: readonly string[]): { values: object; positionals: string[] } {
  const options: ParseArgsOptionsConfig = {}
  for (const { name, short, value, isRepeatable } of [...everyOption, versionOption]) {
    options[name] = {
      type: value === undefined ? 'boolean' : 'string',
      ...(short && { short }),
      ...(isRepeatable && { multiple: true }),
    }
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    // Its words name options, and never what was given for them.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'the command line is wrong')
  }
}

function findProvider(name: string | undefined): Provider | undefined {
  const found = providers.find((provider) => provider.name === name)
  if (name !== undefined && !found) {
    throw new UsageError(
      `there is no provider "${name}". There are ${providers.map((provider) => provider.name).join(', ')}`,
    )
  }
  return found
}

function checkOperands(
  command: CommandText,
  first: string | undefined,
  operand: string | undefined,
  more: number,
): void {
  const { name, operands, isOperandOptional } = command
  const fail = (problem: string): never => {
    throw new UsageError(`${name}: ${problem}, as in \`${command.example}\``)
  }
  if (operands[0] === 'provider' && first === undefined && !isOperandOptional) fail('say which provider')
  if (operands.includes('url') && operand === undefined) fail('say which path or URL')
  if (operands.includes('shell') && !shells.includes(operand ?? '')) fail(`say which shell: ${shells.join(', ')}`)
  const takesOperand = operands.includes('url') || operands.includes('shell')
  if (more > 0 || (operand !== undefined && !takesOperand)) fail('there is more on the command line than it takes')
}

function checkOptions(command: CommandText, provider: Provider | undefined, given: readonly string[]): void {
  const own = [...commonOptions, ...command.options, ...(provider ? optionsOf(provider) : [])]
  const foreign = given.find((name) => !own.some((option) => option.name === name))
  if (foreign === undefined) return
  const place = provider ? `${command.name} ${provider.name}` : command.name
  throw new UsageError(`--${foreign} is not an option of \`${place}\`. See \`auth-cli ${place} --help\``)
}

/** Refuses two that read the standard input: the second would find nothing there, and send that. */
function checkInput({ flags, lists }: Pick<Arguments, 'flags' | 'lists'>): void {
  const files = Object.keys(flags).filter((name) => name.endsWith('-file') && flags[name] === '-')
  const bodies = (lists['data'] ?? []).filter((data) => data === '@-').map(() => 'data')
  const [first, second] = [...files, ...bodies]
  if (second === undefined) return
  throw new UsageError(`--${first} and --${second} cannot both be the standard input: put one of them in a file`)
}
