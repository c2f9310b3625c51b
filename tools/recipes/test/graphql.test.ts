import { expect, test } from 'vitest'
import { createGraphqlClient } from '../src/graphql.ts'
import { serveGraphql } from './support/graphql-server.ts'
import { serveMeshy } from './support/meshy.ts'

const query = '{ me { username } }'

test('a GraphQL client presents the token, and goes on when it was revoked', async () => {
  await using meshy = await serveMeshy()
  await using gateway = await serveGraphql(meshy)
  const client = createGraphqlClient(meshy.create({ origins: [gateway.origin] }), `${gateway.origin}/graphql`)
  expect(await client.request(query)).toMatchObject({ me: { username: 'ada' } })
  meshy.emulator.revokeAccessTokens('meshy')
  expect(await client.request(query)).toMatchObject({ me: { username: 'ada' } })
  expect(meshy.asked()).toEqual(['password 200', 'resource 200', 'resource 401', 'refresh_token 200', 'resource 200'])
})

test('a gateway of one’s own gets no token until `origins` names it', async () => {
  await using meshy = await serveMeshy()
  await using gateway = await serveGraphql(meshy)
  const client = createGraphqlClient(meshy.create(), `${gateway.origin}/graphql`)
  await expect(client.request(query)).rejects.toMatchObject({ code: 'origin_not_allowed' })
  expect(meshy.asked()).toEqual([])
})
