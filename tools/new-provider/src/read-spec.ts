import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { SpecNode } from '../../generator/src/check-names.ts'

export interface SourceSpec {
  /** As it is written. */
  readonly text: string
  readonly document: SpecNode
}

/** Reads an OpenAPI 3.0 document, in YAML or JSON. */
export async function readSpec(path: string): Promise<SourceSpec> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // what reading a file fails with
    throw new Error(`${path} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}`, { cause: error })
  }
  let document: unknown
  try {
    document = parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${path} is neither YAML nor JSON: ${reason.split('\n')[0]}`, { cause: error })
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new Error(`${path} is not an OpenAPI document`)
  }
  const spec: SpecNode = document
  checkVersion(spec, path)
  return { text, document: spec }
}

function checkVersion(spec: SpecNode, path: string): void {
  const version = spec['swagger'] ?? spec['openapi']
  if (typeof version === 'string' && /^3\.0\.\d+$/.test(version)) return
  if (version === undefined) throw new Error(`${path} is not an OpenAPI document: it has no \`openapi: 3.0.3\``)
  const advice = String(version).startsWith('2')
    ? 'Convert it first, for example with https://github.com/swagger-api/swagger-converter'
    : 'Write it in 3.0.3: `nullable` in place of the type `null`, `example` in place of `examples` in schemas, no `const`'
  throw new Error(
    `${path} is ${spec['swagger'] ? 'Swagger' : 'OpenAPI'} ${version}, and the generator reads OpenAPI 3.0 only. ${advice}`,
  )
}
