// #region
import type { AuthEvent } from '@auth/core'
import type { Meter } from '@opentelemetry/api'

export function createMetrics(meter: Meter): (event: AuthEvent) => void {
  const events = meter.createCounter('auth.events')
  const durations = meter.createHistogram('auth.token.duration', {
    unit: 's',
    advice: { explicitBucketBoundaries: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] },
  })
  return (event) => {
    const { provider, type } = event
    events.add(1, { provider, type, ...(type === 'failed' && { phase: event.phase, 'error.type': event.code }) })
    if ('durationMs' in event) durations.record(event.durationMs / 1000, { provider, type })
  }
}
// #endregion
