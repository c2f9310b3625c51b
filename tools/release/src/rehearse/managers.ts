/** How people install packages. */
export interface Manager {
  readonly name: 'npm' | 'pnpm' | 'bun'
  readonly add: readonly string[]
  /** Brings what is installed to the newest that the project allows. */
  readonly update: readonly string[]
}

export const npm: Manager = {
  name: 'npm',
  add: ['install', '--loglevel=error'],
  update: ['update', '--loglevel=error'],
}

/**
 * Two layouts of `node_modules`, flat and strict, by three resolvers. Yarn is not among them: linked into `node_modules` it is
 * one more flat one, and its own way (Plug'n'Play) needs compilers that are patched for it.
 */
export const managers: readonly Manager[] = [
  npm,
  { name: 'pnpm', add: ['add', '--reporter=append-only'], update: ['update', '--reporter=append-only'] },
  { name: 'bun', add: ['add'], update: ['update'] },
]
