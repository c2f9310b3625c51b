import { basename } from 'node:path'
import { createProvider, type NewProvider, type Surroundings } from '../create-provider.ts'
import type { CorpusDocument } from './find-documents.ts'

export interface Outcome {
  readonly name: string
  readonly file: string
  /** What had to be said beside the document: `--sign-in logIn`. */
  readonly said: string
  readonly refusal?: string
}

/** Makes a package of a document with one command. Where that asks which operation signs in, the first one is it. */
export async function tryDocument({ name, path, args }: CorpusDocument, surroundings: Surroundings): Promise<Outcome> {
  const file = basename(path)
  const given = readArgs(args)
  const attempt = async (more: Partial<NewProvider>, said: string): Promise<Outcome> => {
    try {
      await createProvider({ name, spec: path, ...given, ...more }, surroundings)
      return { name, file, said }
    } catch (error) {
      const refusal = error instanceof Error ? error.message : String(error)
      const [, likely] = /^Which operation signs in\?.*first: ([^,\s]+)/.exec(refusal) ?? []
      if (likely !== undefined && !more.signIn) return attempt({ signIn: likely }, `--sign-in ${likely}`)
      return { name, file, said, refusal }
    }
  }
  return attempt({}, args.join(' '))
}

function readArgs(args: readonly string[]): Partial<NewProvider> {
  const given: { signIn?: string; server?: string; secret: string[]; notSecret: string[] } = {
    secret: [],
    notSecret: [],
  }
  for (const arg of args) {
    const [option, value = ''] = arg.split(' ')
    if (option === '--sign-in') given.signIn = value
    if (option === '--server') given.server = value
    if (option === '--secret') given.secret.push(value)
    if (option === '--not-secret') given.notSecret.push(value)
  }
  return given
}
