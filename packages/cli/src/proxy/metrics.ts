import type { Auth, AuthEvent } from '@auth/core'

const bucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const statuses = ['empty', 'fresh', 'stale', 'expired', 'cooling-down', 'reauth-required']

/** Counts what the proxy does. */
export interface Metrics {
  /** A request has begun; call the result with the status of its answer, `0` for a client that has gone. */
  begin(): (status: number) => void
  noteReplay(): void
  noteUpgrade(): void
  noteEvent(event: AuthEvent): void
  /** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
  format(auth: Auth<unknown, never>): string
}

export function createMetrics(provider: string): Metrics {
  const byStatus = new Map<string, number>()
  const byEvent = new Map<string, number>()
  const counts = bucketsSeconds.map(() => 0)
  const totals = { inFlight: 0, requests: 0, seconds: 0, replays: 0, upgrades: 0 }
  return {
    begin() {
      const startedAt = performance.now()
      totals.inFlight += 1
      let hasEnded = false
      return (status) => {
        if (hasEnded) return
        hasEnded = true
        totals.inFlight -= 1
        totals.requests += 1
        const seconds = (performance.now() - startedAt) / 1000
        totals.seconds += seconds
        const bucket = bucketsSeconds.findIndex((limit) => seconds <= limit)
        if (bucket >= 0) counts[bucket] = (counts[bucket] ?? 0) + 1
        count(byStatus, status === 0 ? 'client-gone' : String(status))
      }
    },
    noteReplay() {
      totals.replays += 1
    },
    noteUpgrade() {
      totals.upgrades += 1
    },
    noteEvent: ({ type }) => count(byEvent, type),
    format({ status: now }) {
      let sum = 0
      const label = `provider="${provider}"`
      return [
        ...describe('requests_total', 'counter', 'Answers by status.'),
        ...[...byStatus].map(([status, n]) => `auth_proxy_requests_total{${label},status="${status}"} ${n}`),
        ...describe('request_duration_seconds', 'histogram', 'Time until an answer had ended.'),
        ...bucketsSeconds.map((limit, index) => {
          sum += counts[index] ?? 0
          return `auth_proxy_request_duration_seconds_bucket{${label},le="${limit}"} ${sum}`
        }),
        `auth_proxy_request_duration_seconds_bucket{${label},le="+Inf"} ${totals.requests}`,
        `auth_proxy_request_duration_seconds_sum{${label}} ${totals.seconds}`,
        `auth_proxy_request_duration_seconds_count{${label}} ${totals.requests}`,
        ...describe('requests_in_flight', 'gauge', 'Requests that have not been answered yet.'),
        `auth_proxy_requests_in_flight{${label}} ${totals.inFlight}`,
        ...describe('replays_total', 'counter', 'Requests that were sent again with another token.'),
        `auth_proxy_replays_total{${label}} ${totals.replays}`,
        ...describe('upgrades_total', 'counter', 'Connections that became WebSockets.'),
        `auth_proxy_upgrades_total{${label}} ${totals.upgrades}`,
        ...describe('events_total', 'counter', 'What happened to the session, such as renewed or failed.'),
        ...[...byEvent].map(([event, n]) => `auth_proxy_events_total{${label},event="${event}"} ${n}`),
        ...describe('session_status', 'gauge', '1 for the status that the session has.'),
        ...statuses.map((one) => `auth_proxy_session_status{${label},status="${one}"} ${Number(one === now)}`),
        '',
      ].join('\n')
    },
  }
}

function describe(name: string, type: string, text: string): string[] {
  return [`# HELP auth_proxy_${name} ${text}`, `# TYPE auth_proxy_${name} ${type}`]
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
