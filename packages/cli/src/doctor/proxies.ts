import { canUseProxies, proxyVariables } from '../proxy-environment.ts'
import type { Finding } from './finding.ts'

/** Whether the environment names an HTTP proxy, and whether it is used. Its address may hold a password. */
export function checkProxies(environment: Readonly<Record<string, string | undefined>>): Finding {
  const subject = 'HTTP proxy'
  const names = proxyVariables(environment)
  if (names.length === 0) return { subject, verdict: 'fine', text: 'the environment names none' }
  const list = names.join(', ')
  const malformed = names.filter(
    (name) => !/^https?:\/\//i.test(environment[name] ?? '') || !URL.canParse(environment[name] ?? ''),
  )
  if (malformed.length > 0) {
    return {
      subject,
      verdict: 'wrong',
      text: `${malformed.join(', ')} must be a URL, like http://proxy.example.com:8080`,
    }
  }
  if (environment['NODE_USE_ENV_PROXY'] === '0') {
    return { subject, verdict: 'odd', text: `${list} is set, and not used, because NODE_USE_ENV_PROXY is 0` }
  }
  return canUseProxies(environment)
    ? { subject, verdict: 'fine', text: `requests go through what ${list} names, except to hosts in NO_PROXY` }
    : {
        subject,
        verdict: 'wrong',
        text: `${list} is set, and this Node (${process.version}) does not use it: set NODE_USE_ENV_PROXY=1, with Node 22.21 or later, or 24`,
      }
}
