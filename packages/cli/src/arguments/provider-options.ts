import type { Field, Provider } from '../providers/provider.ts'
import type { OptionText } from './commands.ts'

/**
 * The options of a provider's fields. A setting can be given as it is. A name or a secret cannot: the process list of the
 * machine would show it.
 */
export function optionsOf({ fields }: Provider): OptionText[] {
  return fields.flatMap(optionsOfField)
}

function optionsOfField({ flag, label, kind, variable }: Field): OptionText[] {
  if (kind === 'setting') return [{ name: flag, value: 'value', text: `${label} (${variable})` }]
  return [
    { name: `${flag}-env`, value: 'name', text: `the variable that holds ${label} (default ${variable})` },
    {
      name: `${flag}-file`,
      value: 'path',
      text: `the file that holds ${label}, - for the standard input (${variable}_FILE)`,
    },
  ]
}
