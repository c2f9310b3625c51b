import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepare } from '../src/prepare.ts'
import { renderAll } from './support/render.ts'
import { skeletonOf } from './support/skeleton-of.ts'

type Node = Record<string, unknown>

const json = (schema: unknown): Node => ({ 'application/json': { schema } })
const reference = (name: string): Node => ({ $ref: `#/components/schemas/${name}` })

/** A spec that has a text wherever OpenAPI allows one, each by the name of its place. */
function specWith(text: (place: string) => string): Node {
  const t = text
  const described = { description: t('description') }
  return {
    openapi: '3.0.3',
    info: { title: t('title'), description: t('info'), version: t('version'), 'x-more': t('extension') },
    servers: [
      {
        url: `https://{${t('variable')}}.server.test/${t('server path')}`,
        ...described,
        variables: {
          [t('variable')]: { default: t('variable default'), enum: [t('variable default'), t('variable value')] },
        },
      },
    ],
    tags: [{ name: t('tag'), ...described }],
    paths: {
      [`/${t('path')}/{${t('path parameter')}}`]: {
        summary: t('path summary'),
        parameters: [{ in: 'path', name: t('path parameter'), required: true, schema: { type: 'string' } }],
        post: {
          operationId: t('operation id'),
          tags: [t('tag')],
          summary: t('summary'),
          ...described,
          externalDocs: { url: t('docs url') },
          security: [{ [t('scheme')]: [t('scope')] }, { [t('header scheme')]: [] }],
          parameters: [
            { in: 'query', name: t('query parameter'), style: t('style'), ...described, schema: { type: 'string' } },
            { in: 'header', name: t('header parameter'), schema: { type: 'string', enum: [t('enum value')] } },
            { in: 'query', name: t('content parameter'), content: { [t('parameter content type')]: {} } },
          ],
          requestBody: { ...described, content: { [t('request content type')]: { schema: reference('Thing') } } },
          responses: {
            [t('status')]: {
              ...described,
              headers: { [t('response header')]: described },
              content: json(reference('Pet')),
            },
            '400': { ...described, content: { [t('response content type')]: { schema: reference('Thing') } } },
          },
        },
      },
    },
    components: {
      securitySchemes: {
        [t('scheme')]: { type: 'apiKey', in: 'query', name: t('query key'), ...described },
        [t('header scheme')]: { type: 'apiKey', in: 'header', name: t('header key') },
      },
      schemas: {
        [t('schema')]: { type: 'object', properties: {}, ...described },
        Thing: {
          title: t('schema title'),
          ...described,
          type: 'object',
          required: [t('property')],
          properties: {
            [t('property')]: {
              type: 'string',
              ...described,
              pattern: t('pattern'),
              default: t('default'),
              example: t('example'),
            },
            format: { type: 'string', format: t('format') },
            list: { type: t('type'), enum: [t('enum value'), null] },
            open: { type: 'string', 'x-extensible-enum': [t('open value')], 'x-open-enum': t('extension') },
            least: { type: 'integer', minimum: t('minimum') },
          },
        },
        Pet: {
          oneOf: [reference('Thing')],
          discriminator: { propertyName: t('discriminator'), mapping: { [t('mapped value')]: t('mapping') } },
        },
      },
    },
  }
}

const harmless: Readonly<Record<string, string>> = {
  'operation id': 'makeThing',
  'request content type': 'application/json',
  'response content type': 'application/json',
  'parameter content type': 'application/json',
  status: '200',
  style: 'form',
  type: 'string',
  schema: 'Other',
  mapping: '#/components/schemas/Thing',
  minimum: '1',
}
/** A text that is allowed at a place, and is like no other. */
const allowed = (place: string): string => harmless[place] ?? `a-${place.replaceAll(' ', '-')}`
const places = new Set<string>()
specWith((place) => {
  places.add(place)
  return allowed(place)
})

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: a text that looks like a placeholder is meant.
const signs = [
  "'",
  '"',
  '`',
  '\\',
  '${1+1}',
  '*/',
  '/*',
  '//',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '{{{',
  '}}',
  '</script>',
  ';',
]
const hostile = fc.oneof(
  fc.constantFrom(...signs, `'+(1+1)+'`, '"+(1+1)+"', '`+(1+1)+`', `', x: 1+1, y: '`, '*/ 1+1 /*', "\\'+(1+1)//"),
  fc
    .array(fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 6 })
    .map((parts) => parts.join('')),
)

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: so far.

const write = (spec: Node): Record<string, string> => renderAll(prepare(JSON.stringify(spec), 'x.yaml'))

describe('whatever a document says, its client does the same', () => {
  const expected = write(specWith(allowed))
  const skeletons = Object.fromEntries(Object.entries(expected).map(([file, code]) => [file, skeletonOf(code)]))

  test.each([...places])('a text that stands for the %s is a literal or a comment, or is refused', (place) => {
    let written = 0
    fc.assert(
      fc.property(hostile, (text) => {
        let files: Record<string, string>
        try {
          files = write(specWith((other) => (other === place ? text : allowed(other))))
        } catch (error) {
          expect(String(error)).toMatch(/^Error: x\.yaml/)
          return
        }
        written += 1
        for (const [file, code] of Object.entries(files)) {
          if (code !== expected[file]) expect(skeletonOf(code), file).toBe(skeletons[file])
        }
      }),
      { numRuns: 30, examples: signs.map((sign) => [sign]) },
    )
    // Texts have to reach the output, or this test would say nothing.
    if (/description|property|enum value|query parameter|mapped value/.test(place)) expect(written).toBeGreaterThan(20)
  })
})

test('every place of the spec reaches the output, or is of no use to a client', () => {
  const code = Object.values(write(specWith(allowed))).join('\n')
  const unused = [...places].filter((place) => !code.includes(allowed(place)))
  expect(unused.sort()).toEqual(
    [
      ...[
        'default',
        'docs url',
        'example',
        'extension',
        'format',
        'info',
        'path summary',
        'schema title',
        'scope',
        'summary',
      ],
      ...[
        'tag',
        'title',
        'version',
        'mapping',
        'parameter content type',
        'request content type',
        'response content type',
      ],
    ].sort(),
  )
})
