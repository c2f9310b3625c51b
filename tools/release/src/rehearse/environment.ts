import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pnpmCommand } from '../pack.ts'

const require = createRequire(import.meta.url)

/** What tools need of this machine. All else, a user's own npm settings above all, stays out. */
const passed = [
  ...['LANG', 'TMPDIR', 'SYSTEMROOT', 'CI', 'HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO'],
]

/** Tools on a machine that has just been set up: an empty home, and no settings but these. */
export interface Environment {
  readonly variables: NodeJS.ProcessEnv
  /** Writes the user's `.npmrc`. */
  useNpmrc(lines: string): Promise<void>
}

/** Makes a home in a new folder. Whatever npm, pnpm, bun and git keep for a user goes there. */
export async function createEnvironment(home: string): Promise<Environment> {
  const commands = join(home, 'bin')
  const settings = join(home, 'config')
  for (const folder of [commands, settings]) await mkdir(folder, { recursive: true })
  // Else bun takes what the registry said minutes ago for what it has: https://bun.com/docs/pm/global-cache
  await writeFile(join(settings, '.bunfig.toml'), '[install.cache]\ndisableManifest = true\n')
  const bun = join(require.resolve('bun/package.json'), '..', 'bin/bun.exe')
  await symlink(bun, join(commands, 'bun'))
  const quoted = pnpmCommand().map((part) => `'${part}'`)
  // A link would hide from pnpm where its own files are.
  if (quoted.length > 1 || pnpmCommand()[0] !== 'pnpm')
    await writeFile(join(commands, 'pnpm'), `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`, { mode: 0o755 })
  const npmrc = join(home, '.npmrc')
  return {
    variables: {
      ...Object.fromEntries(passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
      PATH: [commands, dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: home,
      XDG_CONFIG_HOME: settings,
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_STATE_HOME: join(home, 'state'),
      PNPM_HOME: join(home, 'pnpm'),
      BUN_INSTALL: join(home, 'bun'),
      NO_PROXY: '127.0.0.1,localhost',
      no_proxy: '127.0.0.1,localhost',
      NO_COLOR: '1',
      DO_NOT_TRACK: '1',
      npm_config_userconfig: npmrc,
      npm_config_globalconfig: join(home, 'global-npmrc'),
      npm_config_cache: join(home, 'npm-cache'),
      npm_config_update_notifier: 'false',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
    },
    useNpmrc: (lines) => writeFile(npmrc, lines),
  }
}
