import { type CommandText, commands, commonOptions, shells } from '../arguments/commands.ts'
import { optionsOf } from '../arguments/provider-options.ts'
import { providers } from '../providers/index.ts'

const names = commands.map(({ name }) => name)
const providerNames = providers.map(({ name }) => name)

/** A script that completes commands, providers and options in a shell. */
export function completionScript(shell: string): string {
  if (shell === 'fish') return fishScript()
  return shell === 'zsh' ? `#compdef auth-cli\n${zshScript()}` : bashScript()
}

function bashScript(): string {
  return `_auth_cli() {
  local word=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]} provider=\${COMP_WORDS[2]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${names.join(' ')}"
  elif [[ $word != -* ]] && [ "$COMP_CWORD" -eq 2 ]; then
    case $command in
${operandCases()}
    esac
  elif [[ $word == -* ]]; then
    case $command in
${optionCases()}
    esac
    case $provider in
${providerCases()}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _auth_cli auth-cli
`
}

function zshScript(): string {
  return `_auth_cli() {
  local command=\${words[2]} provider=\${words[3]} current=\${words[CURRENT]}
  local -a found
  _auth_cli_add() { found+=(\${=1}) }
  if (( CURRENT == 2 )); then
    found=(${names.join(' ')})
  elif [[ $current != -* ]] && (( CURRENT == 3 )); then
    case $command in
${operandCases().replaceAll('words="$words ', '_auth_cli_add "')}
    esac
  elif [[ $current == -* ]]; then
    case $command in
${optionCases().replaceAll('words="$words ', '_auth_cli_add "')}
    esac
    case $provider in
${providerCases().replaceAll('words="$words ', '_auth_cli_add "')}
    esac
  else
    _files
    return
  fi
  compadd -- $found
}
if [ "$funcstack[1]" = "_auth_cli" ]; then _auth_cli; else compdef _auth_cli auth-cli; fi
`
}

function operandCases(): string {
  const named = (operand: 'provider' | 'shell'): string =>
    commands
      .filter(({ operands }) => operands[0] === operand)
      .map(({ name }) => name)
      .join('|')
  return [
    `      ${named('provider')}) words="$words ${providerNames.join(' ')}" ;;`,
    `      ${named('shell')}) words="$words ${shells.join(' ')}" ;;`,
  ].join('\n')
}

function optionCases(): string {
  return commands
    .map((command) => `      ${command.name}) words="$words ${optionNames(command).join(' ')}" ;;`)
    .join('\n')
}

function providerCases(): string {
  return providers
    .map((provider) => {
      const options = optionsOf(provider).map(({ name }) => `--${name}`)
      return `      ${provider.name}) words="$words ${options.join(' ')}" ;;`
    })
    .join('\n')
}

function optionNames({ options }: CommandText): string[] {
  return [...options, ...commonOptions].map(({ name }) => `--${name}`)
}

function fishScript(): string {
  const isFirst = '__fish_use_subcommand'
  const seen = (name: string): string => `__fish_seen_subcommand_from ${name}`
  const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  const lines = ['complete -c auth-cli -f']
  for (const { name, summary, operands, options } of commands) {
    lines.push(`complete -c auth-cli -n ${isFirst} -a ${name} -d ${quote(summary)}`)
    const choices = operands[0] === 'provider' ? providerNames : operands[0] === 'shell' ? shells : []
    if (choices.length > 0) lines.push(`complete -c auth-cli -n ${quote(seen(name))} -a ${quote(choices.join(' '))}`)
    for (const { name: option, short, value, text } of [...options, ...commonOptions]) {
      const takes = value === undefined ? '' : ' -r'
      const letter = short ? ` -s ${short}` : ''
      lines.push(`complete -c auth-cli -n ${quote(seen(name))} -l ${option}${letter}${takes} -d ${quote(text)}`)
    }
  }
  for (const provider of providers) {
    for (const { name, text } of optionsOf(provider)) {
      lines.push(`complete -c auth-cli -n ${quote(seen(provider.name))} -l ${name} -r -d ${quote(text)}`)
    }
  }
  return `${lines.join('\n')}\n`
}
