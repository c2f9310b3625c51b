import { toCamelCase } from '../names.ts'
import type { CredentialForm, PackageModel } from '../package-model.ts'
import { quote } from '../sign-in/members.ts'

/** The member that tells which form credentials have. */
export function tagOf({ forms }: PackageModel): string {
  const isTaken = forms.some(({ credentials }) => credentials.some(({ name }) => name === 'by'))
  return isTaken ? 'form' : 'by'
}

export function tagValue({ pascal }: CredentialForm): string {
  return quote(toCamelCase(pascal))
}

/** Code that differs by the form of credentials. */
export function choiceCode(model: PackageModel, write: (form: CredentialForm) => string): string {
  const { forms } = model
  const [last, ...others] = [...forms].reverse()
  if (!last) return ''
  const cases = others.reverse().map((form) => `credentials.${tagOf(model)} === ${tagValue(form)} ? ${write(form)} : `)
  return `${cases.join('')}${write(last)}`
}
