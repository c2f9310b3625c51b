import type { SpecNode } from '../../../generator/src/check-names.ts'
import type { Adoption } from './adoption.ts'
import { type Chosen, chooseContent, formType } from './choose-content.ts'
import { flatten } from './schemas/flatten.ts'
import { settleChoice } from './schemas/settle-choice.ts'

/**
 * A form holds texts. Where it has objects and nothing says how they are sent, another content type is taken, else they
 * are sent as JSON, as OpenAPI has it since 3.0.4: 3.0.3 spreads their members.
 */
export function settleForm(adoption: Adoption, chosen: Chosen, content: SpecNode, id: string): Chosen {
  if (chosen.type !== formType) return chosen
  const names = objectsIn({ ...adoption, note: () => {} }, chosen.media)
  if (names.length === 0) return chosen
  const others = Object.fromEntries(
    Object.entries(content).filter(([type]) => !type.toLowerCase().startsWith(formType)),
  )
  const other = chooseContent(others, 'sent')
  if (other) return { ...other, told: Object.keys(content).join(', ') }
  for (const name of names) {
    adoption.note(
      `${id}: sends \`${name}\`, an object in a form, as JSON (OpenAPI 3.0.4): try it, or give it an \`encoding\``,
    )
  }
  const asJson = Object.fromEntries(names.map((name) => [name, { contentType: 'application/json' }]))
  return { ...chosen, media: { ...chosen.media, encoding: { ...chosen.media['encoding'], ...asJson } } }
}

/** Members that are more than a text or a list of texts. */
function objectsIn(adoption: Adoption, { schema, encoding = {} }: SpecNode): string[] {
  const settled = (node: unknown): SpecNode => settleChoice(adoption, flatten(adoption, node, 'body'), 'body')
  const isObject = ({ type, properties, additionalProperties: values }: SpecNode): boolean =>
    type === 'object' || properties !== undefined || (type === undefined && typeof values === 'object')
  return Object.entries<SpecNode>(settled(schema)['properties'] ?? {})
    .filter(([name, node]) => {
      const member = settled(node)
      const items = member['items'] && settled(member['items'])
      return !encoding[name] && (isObject(member) || (items && (isObject(items) || items['items'])))
    })
    .map(([name]) => name)
}
