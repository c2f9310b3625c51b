import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parse } from 'yaml'
import type { SpecNode } from '../../../generator/src/check-names.ts'
import { bundle } from './bundle.ts'
import { convertSwagger } from './convert-swagger.ts'
import { locate } from './locate.ts'

export interface SourceSpec {
  /** As it is written. */
  readonly text: string
  /** In one piece, as OpenAPI 3.0, 3.1 or 3.2. */
  readonly document: SpecNode
  /** What was changed to come to that, one sentence each. */
  readonly changes: readonly string[]
  /** Where a pointer of `document` is in the user's own file, in words. */
  readonly where: (pointer: readonly string[]) => string
}

/** Reads an OpenAPI document, in YAML or JSON, in one file or several. */
export async function readSpec(path: string): Promise<SourceSpec> {
  const text = await readText(path)
  const own = parseSpec(text, path)
  const version = versionOf(own, path)
  const bundled = await bundle(path, own)
  const isSwagger = version.startsWith('2')
  const { document, changes } = isSwagger
    ? convertSwagger(bundled.document)
    : { document: bundled.document, changes: [] }
  return {
    text,
    document,
    changes: [...bundled.changes, ...changes],
    where: (pointer) => locate(path, text, pointer, isSwagger),
  }
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // what reading a file fails with
    throw new Error(`${path} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}`, { cause: error })
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

function versionOf(spec: SpecNode, path: string): string {
  const version = String(spec['swagger'] ?? spec['openapi'] ?? '')
  if (/^(2\.0|3\.[0-2]\.\d+.*)$/.test(version)) return version
  if (version === '') {
    throw new Error(
      `${basename(path)} is not an OpenAPI document: it has neither \`openapi: 3.0.3\` nor \`swagger: "2.0"\``,
    )
  }
  throw new Error(`${basename(path)} is OpenAPI ${version}: it must be Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2`)
}
