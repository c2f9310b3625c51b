import type { SignIn } from './describe-sign-in.ts'
import { changeGiven, type Given, givenIn } from './members.ts'

const people = /user|mail|login|account|identi|client|key|phone|member|name/i
const others =
  /scope|remember|device|lang|locale|tenant|domain|realm|client|redirect|uri|url|grant|type|version|format|region|environment|captcha|agent|id$|source|platform/i

/** Beside a password there is somebody whose it is: where no name tells who, it is the first text that is sent with it. */
export function namePerson(signIn: SignIn): SignIn {
  const sent = givenIn([...signIn.parameters, ...(signIn.body ?? [])])
  const secrets = sent.filter(({ secret }) => secret)
  const isNamed = secrets.some(({ name }) => people.test(name) && !/pass/i.test(name))
  if (isNamed || !secrets.some(({ name }) => /pass/i.test(name))) return signIn
  const person = givenIn(signIn.body ?? []).find(
    ({ secret, isOpen, type, name }) => !secret && !isOpen && type === 'string' && !others.test(name),
  )
  if (!person || !signIn.body) return signIn
  const change = (given: Given): Given =>
    given === person ? { ...given, from: 'credentials', secret: true, required: true } : given
  return { ...signIn, body: changeGiven(signIn.body, change) }
}
