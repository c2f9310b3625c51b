import { Agent, request as httpsRequest } from 'node:https'
import { type PeerCertificate, TLSSocket } from 'node:tls'
import { agentOptions } from '../proxy-environment.ts'
import type { Finding } from './finding.ts'

const patienceMs = 10_000
const dayMs = 86_400_000
const soonDays = 14

const reasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired, or the clock of this machine is wrong',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: the clock of this machine is probably behind',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: name its authority in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate comes from an authority that this Node does not know, as that of a company’s proxy: name it in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate comes from an authority that this Node does not know: name it in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the server does not send its whole chain: name the authority in NODE_EXTRA_CA_CERTS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: a wrong address, or somebody in between',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut off: a firewall, or a proxy that this Node should use',
  ERR_PROXY_TUNNEL: 'the HTTP proxy does not lead there: see its rules, or name the host in NO_PROXY',
  ETIMEDOUT: 'nothing answers: a firewall, or a proxy that this Node should use',
}

/** Whether a host answers over TLS, with a certificate that this machine believes: through the proxy, if there is one. */
export function checkTls(
  { protocol, host, origin }: URL,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Finding> {
  const subject = 'TLS'
  if (protocol === 'http:') {
    return Promise.resolve({
      subject,
      verdict: 'skipped',
      text: `${host} is called without TLS, as only loopback may be`,
    })
  }
  return new Promise((resolve) => {
    const agent = new Agent(agentOptions(environment))
    const request = httpsRequest(origin, { agent, method: 'HEAD', timeout: patienceMs })
    const end = (verdict: Finding['verdict'], text: string): void => {
      request.destroy()
      agent.destroy()
      resolve({ subject, verdict, text: `${host}: ${text}` })
    }
    request.once('response', ({ socket }) => {
      if (socket instanceof TLSSocket) end(...judge(socket.getPeerCertificate(), socket.getProtocol()))
      else end('skipped', 'its certificate cannot be seen')
    })
    request.once('timeout', () => end('wrong', reasons['ETIMEDOUT'] ?? ''))
    request.on('error', (error) => {
      const code = 'code' in error ? String(error.code) : 'unknown'
      end('wrong', `${reasons[code] ?? 'the connection failed'} (${code})`)
    })
    request.end()
  })
}

function judge({ valid_to }: PeerCertificate, version: string | null): [Finding['verdict'], string] {
  const days = Math.floor((Date.parse(valid_to) - Date.now()) / dayMs)
  const text = `${version ?? 'TLS'}, its certificate is valid for ${days} more days`
  return days < soonDays ? ['odd', `${text}: it is about to expire`] : ['fine', text]
}
