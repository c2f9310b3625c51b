/** What stands at places of a small, sound spec. */
export interface Parts {
  readonly operation?: object
  readonly responses?: object
  readonly schemas?: object
  readonly schemes?: object
  readonly servers?: unknown
  readonly path?: string
  readonly item?: object
  readonly method?: string
}

export const thing = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } }

/** A spec with one operation, `POST /things` unless told otherwise. */
export function smallSpec({
  operation = {},
  responses = { '200': { description: 'Yes.', content: thing } },
  schemas = {},
  schemes = {},
  servers = [{ url: 'https://things.test' }],
  path = '/things',
  item = {},
  method = 'post',
}: Parts): string {
  const described = { operationId: 'makeThing', description: 'Makes a thing.', responses, ...operation }
  const Thing = { type: 'object', properties: { id: { type: 'string' } } }
  return JSON.stringify({
    servers,
    paths: { [path]: { ...item, [method]: described } },
    components: { schemas: { Thing, ...schemas }, securitySchemes: schemes },
  })
}
