import { parse } from 'yaml'
import { type Adopted, adoptSpec, type Wanted } from '../../src/adopt/adopt-spec.ts'

/** Adopts a document whose paths and components are written in YAML, with what all documents have. */
export function adoptText(paths: string, components = '{}', wanted: Wanted = {}, more: object = {}): Adopted {
  const servers = [{ url: 'https://host.test' }]
  const info = { title: 'Small', version: '1' }
  const document = { openapi: '3.1.0', info, servers, paths: parse(paths), components: parse(components), ...more }
  return adoptSpec(document, wanted)
}

/** `POST /login` with a password, that brings what a test is about. */
export function loginWith(
  answer: string,
  body = '{ type: object, properties: { password: { type: string } } }',
): string {
  return `{ /login: { post: { operationId: login, requestBody: { content: { application/json: { schema: ${body} } } }, responses: { "200": { description: OK, content: { application/json: { schema: ${answer} } } } } } } }`
}
