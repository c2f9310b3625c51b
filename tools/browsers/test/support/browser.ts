/** One page in a browser. */
export interface Page {
  /** The text that an expression in the page comes to. */
  evaluate(expression: string): Promise<string>
  open(url: string): Promise<void>
  reload(): Promise<void>
  back(): Promise<void>
  close(): Promise<void>
  /** Limits what the page's origin may store, where a browser can be told so while it runs. */
  limitStorage?(bytes: number): Promise<void>
}

export interface Browser extends AsyncDisposable {
  readonly version: string
  newPage(): Promise<Page>
}

/** How a browser is set up. */
export type Setting = 'as usual' | 'private' | 'little storage' | 'site data blocked'

export interface BrowserKind {
  readonly name: string
  start(setting: Setting): Promise<Browser>
}

export function missingBrowser(name: string, path: string, variable: string, debianPackage: string): Error {
  return new Error(
    `\`pnpm browsers\` needs ${name}, and there is none at ${path}. Install it (Debian: apt-get install -y ${debianPackage}), or set ${variable}`,
  )
}
