// #region
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace'

const attributes = ['url.full', 'url.query', 'http.url', 'http.target']
const secret = /((?:^|[?&])(?:email|username|password|refresh_token)=)[^&#]*/gi

function hide(span: Span): void {
  for (const name of attributes) {
    const value = span.attributes[name]
    if (typeof value === 'string') span.setAttribute(name, value.replace(secret, '$1REDACTED'))
  }
}

/** Takes credentials out of the URLs of spans. */
export const hideCredentials: SpanProcessor = {
  onStart: hide,
  // Some instrumentation adds a URL later.
  onEnding: hide,
  onEnd() {},
  async forceFlush() {},
  async shutdown() {},
}
// #endregion
