import { type CallOptions, createTransport, type Transport } from '@auth/core/api'
import * as elasticpath from '@auth/elasticpath/api'
import * as genlogs from '@auth/genlogs/api'
import * as gooru from '@auth/gooru/api'
import * as meshy from '@auth/meshy/api'
import { answering } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createContract } from '../src/create-contract.ts'
import { loadSpec, type MediaType, type SpecOperation } from '../src/spec.ts'

type GeneratedOperation = (
  transport: Transport,
  request: object,
  options?: CallOptions,
) => Promise<{ status: number | string; code: number; data: unknown }>

const providers = [
  { name: 'meshy', api: meshy, baseUrl: 'https://auth.meshydb.com' },
  { name: 'elasticpath', api: elasticpath, baseUrl: 'https://useast.api.elasticpath.com' },
  { name: 'gooru', api: gooru, baseUrl: 'https://gooru.org/api/nucleus-auth/v1' },
  { name: 'genlogs', api: genlogs, baseUrl: 'https://api.genlogs.io' },
] as const

const credentials: Readonly<Record<string, unknown>> = {
  basicAuth: { username: 'ada', password: 'pass:wörd' },
  clientToken: 'client-token',
  apiKey: 'api-key',
  sessionToken: 'Token MjpleGFtcGxl',
  refreshToken: 'RefreshToken ZXhhbXBsZQ==',
}

describe.for(providers)('the examples of $name', async ({ name, api, baseUrl }) => {
  const spec = await loadSpec(name)

  /** Calls the generated function through the document. */
  async function call(operation: SpecOperation, request: object, status: number, body: unknown, type?: string) {
    const text = body === undefined ? '' : JSON.stringify(body)
    const contract = createContract(spec, answering(status, text, type === undefined ? {} : { 'content-type': type }))
    const transport = createTransport({
      ...{ provider: name, fetch: contract.fetch },
      baseUrl: operation.servers?.[0]?.url ?? baseUrl,
    })
    // The functions' names are the operations' ids: one that is missing fails the test.
    const run = (api as unknown as Record<string, GeneratedOperation>)[operation.operationId]
    if (run === undefined) throw new Error(`${operation.operationId} is not exported`)
    const result = await run(transport, request)
    expect(contract).toMatchObject({ violations: [], exchanges: [`${operation.operationId} ${status}`] })
    return result
  }

  describe.for(spec.operations)('$operationId', (operation) => {
    const requests = examplesOf(operation.requestBody?.content)
    const [firstRequest] = requests
    const request = { ...requiredOf(operation), ...(firstRequest && { body: firstRequest.value }) }

    const answers = Object.entries(operation.responses).flatMap(([status, { content }]) =>
      examplesOf(content).map((example) => ({ ...example, status: Number(status) })),
    )

    test.for(answers)('$status $name is parsed as it stands', async ({ status, value, type }) => {
      const result = await call(operation, request, status, value, type)
      expect(result).toMatchObject({ status, code: status })
      expect(result.data).toStrictEqual(value)
    })

    test('a success is among them, or has no body', () => {
      const successes = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
      expect(successes.length).toBeGreaterThan(0)
      for (const [, { content }] of successes) if (content) expect(examplesOf(content).length).toBeGreaterThan(0)
    })

    const bare = Object.entries(operation.responses).filter(([, { content }]) => content === undefined)
    test.for(bare)('%s without a body is parsed as that status', async ([status]) => {
      const result = await call(operation, request, Number(status), undefined)
      expect(result).toMatchObject({ status: Number(status), data: undefined })
    })

    test.for(requests)('the request $name is sent as described', async ({ value }) => {
      const [answer] = answers
      await call(
        operation,
        { ...requiredOf(operation), body: value },
        answer?.status ?? 200,
        answer?.value,
        answer?.type,
      )
    })

    test('every parameter is sent as described', async () => {
      const parameters = operation.parameters.map(({ name: parameter, example }) => [parameter, example] as const)
      for (const [, example] of parameters) expect(example).toBeDefined()
      const body = operation.requestBody?.required === true ? { body: firstRequest?.value } : {}
      const [answer] = answers
      const all = { ...requiredOf(operation), ...Object.fromEntries(parameters), ...body }
      await call(operation, all, answer?.status ?? 200, answer?.value, answer?.type)
    })
  })
})

function examplesOf(content: Readonly<Record<string, MediaType>> = {}) {
  return Object.entries(content).flatMap(([type, { examples = {} }]) =>
    Object.entries(examples).map(([name, { value }]) => ({ name, type, value })),
  )
}

/** What an operation cannot be called without. */
function requiredOf(operation: SpecOperation): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { name, required, example } of operation.parameters) if (required) values[name] = example
  for (const name of Object.keys(operation.security[0] ?? {})) values[name] = credentials[name]
  return values
}
