import { fileURLToPath } from 'node:url'
import { launch, type RunningServer } from './launch.ts'
import { preparePython } from './python.ts'

/** A server that somebody else wrote. */
export interface Server {
  readonly name: string
  /** Where it is from, for the page. */
  readonly registry: string
  start(): Promise<RunningServer>
  readonly canRevoke: boolean
}

const pathOf = (file: string): string => fileURLToPath(new URL(`../../src/${file}`, import.meta.url))

const onNode = (file: string) => () => launch(process.execPath, [pathOf(file)])

export const servers: readonly Server[] = [
  { name: 'oidc-provider', registry: 'npm', start: onNode('oidc-provider.ts'), canRevoke: true },
  { name: '@node-oauth/oauth2-server', registry: 'npm', start: onNode('node-oauth.ts'), canRevoke: false },
  { name: '@jmondi/oauth2-server', registry: 'npm', start: onNode('jmondi.ts'), canRevoke: true },
  {
    name: 'Authlib',
    registry: 'PyPI',
    start: async () => launch(await preparePython(), ['-B', pathOf('serve_authlib.py')]),
    canRevoke: true,
  },
]
