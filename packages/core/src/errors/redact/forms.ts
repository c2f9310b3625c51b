import { encodeBase64 } from '../../api/base64.ts'
import { dropLetters, fold, viewOf } from './view.ts'

// What is left of a secret without the letters that a charset lacks tells little when it is shorter.
const leastLetters = 6

/** The forms in which a secret is looked up in what a text reads as once its encodings are undone. */
export function formsOf(secret: string): string[] {
  const form = fold(viewOf(secret)).text
  const letters = fold(dropLetters(viewOf(secret))).text
  return letters === form || letters.length < leastLetters ? [form] : [form, letters]
}

/** A secret in base64 and in base64url whose letters lost their case, which cannot be undone. */
export function base64FormsOf(secret: string): string[] {
  const base64 = encodeBase64(new TextEncoder().encode(secret)).replace(/=+$/, '')
  return [base64, base64.replaceAll('+', '-').replaceAll('/', '_')].map((form) => fold(viewOf(form)).text)
}
