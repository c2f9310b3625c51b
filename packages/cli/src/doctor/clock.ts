import type { Finding } from './finding.ts'

const patienceMs = 10_000
/** `Date` has whole seconds, and the answer took its time. */
const inexactMs = 2000
const harmfulMs = 60_000

/** Compares this machine's clock with the server's `Date`. */
export async function checkClock(url: URL, now: () => number = Date.now): Promise<Finding> {
  const subject = 'clock'
  try {
    const sentAt = now()
    const response = await fetch(url.origin, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    const receivedAt = now()
    await response.body?.cancel()
    const serverTime = Date.parse(response.headers.get('date') ?? '')
    if (Number.isNaN(serverTime))
      return { subject, verdict: 'skipped', text: `${url.host} does not say what time it is` }
    return judge((sentAt + receivedAt) / 2 - serverTime, url.host)
  } catch {
    return { subject, verdict: 'skipped', text: `${url.host} did not answer, so the clock was not compared` }
  }
}

function judge(skewMs: number, host: string): Finding {
  const subject = 'clock'
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  if (Math.abs(skewMs) <= inexactMs) return { subject, verdict: 'fine', text: `agrees with that of ${host}` }
  const text = `is ${seconds} seconds ${skewMs > 0 ? 'ahead of' : 'behind'} that of ${host}`
  return Math.abs(skewMs) < harmfulMs
    ? { subject, verdict: 'odd', text: `${text}: no harm yet, but see that it is synchronized` }
    : { subject, verdict: 'wrong', text: `${text}: synchronize it, with NTP. Certificates may look expired` }
}
