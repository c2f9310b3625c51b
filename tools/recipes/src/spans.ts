// #region
import type { AuthEvent } from '@auth/core'
import { SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'

export function createSpans(tracer: Tracer): (event: AuthEvent) => void {
  return ({ type, at, ...event }) => {
    const attributes = Object.fromEntries(Object.entries(event).map(([name, value]) => [`auth.${name}`, value]))
    if (!('durationMs' in event)) {
      trace.getActiveSpan()?.addEvent(`auth ${type}`, attributes, at)
      return
    }
    const span = tracer.startSpan(`auth ${type}`, { startTime: at - event.durationMs, attributes })
    if ('code' in event) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', event.code)
    span.end(at)
  }
}
// #endregion
