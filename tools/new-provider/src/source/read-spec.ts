import { basename } from 'node:path'
import type { SpecNode } from '../../../generator/src/check-names.ts'
import { bundle } from './bundle.ts'
import { convertSwagger } from './convert-swagger.ts'
import { locate } from './locate.ts'
import { parseSpec, readText } from './read-text.ts'

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
