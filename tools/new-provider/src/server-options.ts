import type { SpecNode } from '../../generator/src/check-names.ts'
import { isPlaceholder } from '../../generator/src/prepare/servers.ts'
import { toCamelCase } from './names.ts'
import { type Given, quote } from './sign-in/members.ts'

/** The variables of a server's URL: without a real default, they must be given. */
export function readServerOptions(document: SpecNode): Given[] {
  const variables: SpecNode = document['servers']?.[0]?.variables ?? {}
  return Object.entries<SpecNode>(variables).map(([wire, { default: preset, enum: values, description }]) => {
    const literals = (values ?? []).map(quote)
    const fixed = literals.length > 0
    return {
      from: 'options',
      name: toCamelCase(wire).replace(/^(?=\d|$)/, 'server'),
      wire,
      required: !fixed && isPlaceholder(wire, String(preset ?? '')),
      type: fixed ? literals.join(' | ') : 'string',
      rule: fixed
        ? `[${literals.join(', ')}]`
        : "(value) => (/^[\\w.:-]+$/.test(String(value)) ? undefined : 'a name, such as is in a URL')",
      example: isPlaceholder(wire, String(preset ?? '')) ? 'acme' : preset,
      description: String(description ?? `In the URL of the server, in place of \`{${wire}}\`.`).trim(),
    }
  })
}
