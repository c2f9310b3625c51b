import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Finding } from './finding.ts'

/** Whether the name of a host can be looked up. */
export async function checkName({ hostname }: URL, isProxied: boolean): Promise<Finding> {
  const subject = 'DNS'
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return { subject, verdict: 'fine', text: `${host} is an address, and not looked up` }
  try {
    const addresses = await lookup(host, { all: true })
    return { subject, verdict: 'fine', text: `${host} is ${addresses.map(({ address }) => address).join(', ')}` }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const reason =
      code === 'ENOTFOUND'
        ? 'there is no such name: check the settings, and whether this machine is online'
        : `the name server did not answer (${code}): check the network, and a VPN if the name is internal`
    if (isProxied) {
      return { subject, verdict: 'odd', text: `${host} cannot be looked up here: the HTTP proxy may know it` }
    }
    return { subject, verdict: 'wrong', text: `${host} cannot be looked up: ${reason}` }
  }
}
