import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { SpecNode } from '../../../generator/src/check-names.ts'

/** @param subject - What a sentence about the file begins with. */
export async function readText(path: string, subject: string = path): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // what reading a file fails with
    throw new Error(`${subject} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}`, { cause: error })
  }
}

export function parseSpec(text: string, path: string): SpecNode {
  let document: unknown
  try {
    // Far faster than the YAML parser, for documents of some megabytes.
    document = /^\s*\{/.test(text) ? parseJson(text) : parse(text, { maxAliasCount: -1 })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${path} is neither YAML nor JSON: ${reason.split('\n')[0]}`, { cause: error })
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new Error(`${path} is not an OpenAPI document`)
  }
  return document
}

/** A brace begins YAML, too. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parse(text, { maxAliasCount: -1 })
  }
}
