import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the config file is, as the platform has it: {@link https://specifications.freedesktop.org/basedir-spec/latest/}. */
export function configFolder(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  if (environment['AUTH_CONFIG_DIR']) return environment['AUTH_CONFIG_DIR']
  const home = homeOf(environment)
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'auth-cli')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'auth-cli')
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'auth-cli')
}

/** Where sessions are: not where roaming profiles and backups of settings would take them. */
export function sessionFolder(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  const stateFolder = (): string => {
    if (environment['AUTH_STATE_DIR']) return environment['AUTH_STATE_DIR']
    const home = homeOf(environment)
    if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'auth-cli')
    if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'auth-cli')
    return join(environment['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'auth-cli')
  }
  return join(stateFolder(), 'sessions')
}

function homeOf(environment: Environment): string {
  return environment['HOME'] || homedir()
}
