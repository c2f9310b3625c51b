import type { Edit } from './edit.ts'

const token = 'paths./{accountName}/connect/token.post'
const revocation = 'paths./{accountName}/connect/revocation'
const headers = `${token}.responses.200.headers`

/** Edits of how things travel: servers, headers of answers, and the styles of what is sent. */
export const wireEdits: readonly Edit[] = [
  {
    edit: 'an operation gets a server of its own',
    spec: 'meshy',
    change: (spec) => spec.set(`${token}.servers`, [{ url: 'https://login.meshydb.com' }]),
    rule: 'operation-server-added',
    bump: 'major',
  },
  {
    edit: 'a path gets a server of its own',
    spec: 'meshy',
    change: (spec) => spec.set('paths./{accountName}/connect/token.servers', [{ url: 'https://login.meshydb.com' }]),
    rule: 'operation-server-added',
    bump: 'major',
  },
  {
    edit: 'the server of an operation changes',
    spec: 'meshy',
    given: (spec) => spec.set(`${revocation}.post.servers`, [{ url: 'https://api.meshydb.com' }]),
    change: (spec) => spec.set(`${revocation}.post.servers`, [{ url: 'https://users.meshydb.com' }]),
    rule: 'operation-server-changed',
    bump: 'minor',
  },
  {
    edit: 'an operation loses its own server',
    spec: 'meshy',
    given: (spec) => spec.set(`${revocation}.post.servers`, [{ url: 'https://api.meshydb.com' }]),
    change: (spec) => spec.remove(`${revocation}.post.servers`),
    rule: 'operation-server-removed',
    bump: 'major',
  },
  {
    edit: 'a header of a response is documented',
    spec: 'meshy',
    change: (spec) => spec.set(headers, { 'X-Quota': { schema: { type: 'string' } } }),
    rule: 'answer-header-added',
    bump: 'minor',
  },
  {
    edit: 'a header of a response is no longer documented',
    spec: 'meshy',
    given: (spec) => spec.set(headers, { 'X-Quota': { schema: { type: 'string' } } }),
    change: (spec) => spec.remove(headers),
    rule: 'answer-header-removed',
    bump: 'major',
  },
  {
    edit: 'a parameter has another style',
    spec: 'meshy',
    change: (spec) => spec.set('components.parameters.Tenant.explode', true),
    rule: 'parameter-style-changed',
    bump: 'minor',
  },
  {
    edit: 'a field of a form is written differently',
    spec: 'meshy',
    change: (spec) =>
      spec.set(`${token}.requestBody.content.application/x-www-form-urlencoded.encoding`, {
        scope: { explode: false },
      }),
    rule: 'body-fields-changed',
    bump: 'minor',
  },
]
