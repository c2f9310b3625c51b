import type { Auth } from '@auth/core'
import type { Metrics } from './metrics.ts'
import type { Rejections } from './rejections.ts'
import type { Upstream } from './upstream.ts'

/** What the parts of the proxy share. */
export interface ProxyParts {
  readonly auth: Auth<unknown, never>
  readonly upstream: Upstream
  readonly metrics: Metrics
  readonly rejections: Rejections
  /** What no answer may show. */
  readonly secrets: Iterable<string>
}
