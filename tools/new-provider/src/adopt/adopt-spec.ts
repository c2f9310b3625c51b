import type { SpecNode } from '../../../generator/src/check-names.ts'
import { chooseSignIn } from '../sign-in/choose-sign-in.ts'
import { Refusal } from '../source/refusal.ts'
import { adoptOperation } from './adopt-operation.ts'
import { adoptSchemes, nameSchemes } from './adopt-schemes.ts'
import { adoptSecurity } from './adopt-security.ts'
import { adoptServers, keepServer, type Servers } from './adopt-servers.ts'
import type { Adoption } from './adoption.ts'
import { assumeClientBasic, assumeCookie } from './assume.ts'
import { describeAll } from './describe.ts'
import { keepOperations } from './keep-operations.ts'
import { leaveOutMisshapen, tellMisshapen } from './leave-out-misshapen.ts'
import { markSecrets, type Secrets } from './mark-secrets.ts'
import { nameOperations } from './name-operations.ts'
import { listOperations, pointerOf, type SpecOperation } from './operations.ts'
import { type Presentation, presentationOf } from './presentation.ts'
import { readPathItems } from './read-path-items.ts'
import { removeUnused } from './remove-unused.ts'
import { SchemaNames } from './schemas/schema-names.ts'
import { SchemaReader } from './schemas/schema-reader.ts'

export interface Wanted extends Secrets {
  /** The operation that signs in, where that is not clear. */
  readonly signIn?: string | undefined
  /** The operations to keep. Without it those about tokens are: see {@link keepOperations}. */
  readonly only?: readonly string[] | undefined
  /** Whether to keep every operation. */
  readonly all?: boolean | undefined
  /** Where it is served, where the document does not say. */
  readonly server?: string | undefined
}

export interface Adopted {
  readonly document: SpecNode
  /** What was changed, one sentence each. */
  readonly changes: readonly string[]
  /** The id of the operation that signs in. */
  readonly signIn: string
  readonly presentation: Presentation
  readonly servers: Servers
}

/**
 * Brings a document into the form that our rules for specs ask for, where that needs no knowledge of the provider.
 * The given document is not changed.
 *
 * @throws {Refusal} for what generated code cannot send or read
 */
export function adoptSpec(source: SpecNode, wanted: Wanted = {}): Adopted {
  const document: SpecNode = structuredClone(source)
  const changes = new Set<string>()
  const note = (change: string): void => void changes.add(change)
  const misshapen = leaveOutMisshapen(document)
  document['components'] ??= {}
  readPathItems(document, note)
  const renamed = nameOperations(document)
  const adoption: Adoption = { document, origin: structuredClone(document), note }
  const given = listOperations(document)
  const signIn = chooseSignIn(document, wanted.signIn)
  tellMisshapen(misshapen, signIn, note)
  const asked = given
    .filter(({ id }) => id !== signIn.id)
    .map(({ operation }): SpecNode[] => operation['security'] ?? document['security'] ?? [])
  const presentation = presentationOf(document, asked)
  if (presentation.type === 'query') {
    note(
      `calls carry the token in the query parameter \`${presentation.name}\`, and adapters set headers only: \`present\` is left to fill in, for a header that the API takes, too`,
    )
  }
  const servers = adoptServers(adoption, signIn, wanted.server)
  const kept = keepOperations(adoption, signIn, wanted)
  for (const { operation } of kept) {
    const name = renamed.get(operation)
    if (name) note(name)
  }
  adoptOperations(adoption, kept, signIn, presentation, wanted)
  adoptRoot(document, note)
  nameTags(document, note)
  markSecrets(document, wanted, note)
  describeAll(document, note)
  return { document, changes: [...changes], signIn: signIn.id, presentation, servers }
}

function adoptOperations(
  adoption: Adoption,
  kept: readonly SpecOperation[],
  signIn: SpecOperation,
  presentation: Presentation,
  { only, secret }: Wanted,
): void {
  const { document, note } = adoption
  const given = Object.keys(document['components'].schemas ?? {})
  const declared = kept.flatMap(({ id }) => {
    const pascal = `${id.charAt(0).toUpperCase()}${id.slice(1)}`
    return [`${pascal}Request`, `${pascal}Result`]
  })
  const reader = new SchemaReader(adoption, new SchemaNames(given, declared))
  // The sign-in's schemas keep their names first.
  for (const place of [...kept].sort((a, b) => Number(b.id === signIn.id) - Number(a.id === signIn.id))) {
    try {
      adoptOperation(adoption, reader, place, place.id === signIn.id ? secret : [])
      adoptSecurity(adoption, place, reader, place.id === signIn.id)
      keepServer(adoption, place, signIn)
      if (place.id !== signIn.id) continue
      assumeClientBasic(adoption, place, reader)
      assumeCookie(adoption, place, reader, presentation)
    } catch (error) {
      const { message } = error as Error // nothing else is thrown
      // What is named is wanted.
      if (place.id === signIn.id || only)
        throw error instanceof Refusal ? error : new Refusal(pointerOf(place), message)
      delete place.item[place.method]
      note(`left out an operation that code cannot be generated for: ${message}`)
    }
  }
  const schemes = document['components'].securitySchemes
  document['components'] = { ...(schemes && { securitySchemes: schemes }), schemas: reader.written }
  for (const [path, item] of Object.entries<SpecNode>(document['paths'])) {
    for (const key of Object.keys(item)) if (!item[key]?.operationId) delete item[key]
    if (Object.keys(item).length === 0) delete document['paths'][path]
  }
  removeUnused(document)
  const securities = listOperations(document).flatMap(({ operation }): SpecNode[] => operation['security'] ?? [])
  adoptSchemes(adoption, new Set(securities.flatMap((way) => Object.keys(way))))
  nameSchemes(adoption)
  if (given.some((name) => !reader.reached.has(name))) note('left out components that nothing refers to')
}

function adoptRoot(document: SpecNode, note: Adoption['note']): void {
  const { openapi, info, servers, tags, paths, components } = document
  if (!/^3\.0\./.test(String(openapi))) note(`wrote OpenAPI ${openapi} as 3.0.3`)
  for (const key of Object.keys(document)) delete document[key]
  const { title, version, description, license } = info ?? {}
  Object.assign(document, {
    openapi: /^3\.0\.\d+$/.test(String(openapi)) ? openapi : '3.0.3',
    info: {
      title: String(title ?? 'Untitled'),
      version: String(version ?? '0'),
      ...(typeof description === 'string' && description.trim() !== '' && { description }),
      ...(license?.name && license.url && { license: { name: String(license.name), url: String(license.url) } }),
    },
    servers,
    ...(Array.isArray(tags) && { tags }),
    paths,
    components,
  })
}

function nameTags(document: SpecNode, note: Adoption['note']): void {
  const used = new Set(listOperations(document).map(({ operation }) => String(operation['tags'][0])))
  const given: SpecNode[] = document['tags'] ?? []
  document['tags'] = [...used].map((name) => {
    const description: unknown = given.find((item) => item['name'] === name)?.['description']
    if (typeof description === 'string' && description.trim() !== '') return { name, description }
    note(`described the tag \`${name}\``)
    return { name, description: `Operations about ${name}.` }
  })
  if (given.length > document['tags'].length) note('left out tags that no operation has')
}
