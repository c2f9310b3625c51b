import type { KnownAuthErrorCode } from '@auth/core'
import type { KnownAuthErrorCode as ElasticPathErrorCode } from '@auth/elasticpath'
import type { KnownAuthErrorCode as GenlogsErrorCode } from '@auth/genlogs'
import type { KnownAuthErrorCode as GooruErrorCode } from '@auth/gooru'
import type { KnownAuthErrorCode as MeshyErrorCode } from '@auth/meshy'
import { expectTypeOf, test } from 'vitest'

test('every provider exports the known codes of errors, for those who do not import core', () => {
  expectTypeOf<ElasticPathErrorCode>().toEqualTypeOf<KnownAuthErrorCode>()
  expectTypeOf<GenlogsErrorCode>().toEqualTypeOf<KnownAuthErrorCode>()
  expectTypeOf<GooruErrorCode>().toEqualTypeOf<KnownAuthErrorCode>()
  expectTypeOf<MeshyErrorCode>().toEqualTypeOf<KnownAuthErrorCode>()
})
