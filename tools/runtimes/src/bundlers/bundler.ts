/** Makes programs of entries and all that they import, as an application's build would. */
export interface Bundler {
  readonly name: string
  readonly version: string
  /** @param folder - The project, with its `node_modules`. */
  bundle(folder: string, orders: readonly Order[]): Promise<void>
}

export interface Order {
  /** A file of the project. */
  readonly entry: string
  /** A folder of the project. The program is its `main.js`; what that loads later lies below the project, too. */
  readonly outDir: string
}
