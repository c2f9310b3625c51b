import { upgradeFromTwoToThree } from '@scalar/openapi-upgrader/2.0-to-3.0'
import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import type { Bundled } from './bundle.ts'

/** Writes Swagger 2.0 as OpenAPI 3.0. What OpenAPI 3.0 has no words for is told. */
export function convertSwagger(source: SpecNode): Bundled {
  const changes = ['converted it from Swagger 2.0 to OpenAPI 3.0']
  walk(source, (node) => {
    if (node['collectionFormat'] === 'tsv') {
      changes.push(`\`${node['name']}\` is sent as a list, not separated by tabs (\`collectionFormat: tsv\`)`)
    }
  })
  const document = convert(source)
  // Where no host is given, the converter writes localhost.
  if (!source['host']) document['servers'] = source['basePath'] ? [{ url: source['basePath'] }] : []
  return { document, changes }
}

function convert(source: SpecNode): SpecNode {
  try {
    return upgradeFromTwoToThree(structuredClone(source))
  } catch (error) {
    const { message } = error as Error // whatever it meets that Swagger 2.0 does not have there
    throw new Error(
      `The document cannot be converted from Swagger 2.0 (${message}): mend it, or give it as OpenAPI 3`,
      {
        cause: error,
      },
    )
  }
}
