import { delimiter, dirname } from 'node:path'

/** What tools need of this machine. Settings of an application are not among it: a build must do without them. */
const passed = [
  ...['HOME', 'LANG', 'TMPDIR', 'CI', 'HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'],
  ...['NODE_EXTRA_CA_CERTS', 'npm_config_registry', 'NPM_CONFIG_REGISTRY'],
]

export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  NO_PROXY: '127.0.0.1,localhost',
  no_proxy: '127.0.0.1,localhost',
  NO_COLOR: '1',
  DO_NOT_TRACK: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
}
