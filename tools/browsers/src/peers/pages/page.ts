import { clocks } from './clocks.ts'

/** What a library does in a tab. */
export interface PeerPage {
  /** Begins the sign-in, which may lead away from the page. */
  signIn(): Promise<unknown>
  /** Ends the sign-in, on the page that it led back to. */
  finishSignIn?(): Promise<unknown>
  /** As an application asks for a token before it sends a request. */
  getToken(): Promise<string>
}

type OpenPage = () => PeerPage | Promise<PeerPage>

/** What a tab says: a token, or what went wrong. */
export interface Said {
  readonly token?: string
  readonly problem?: string
}

/** Lets the program work in the page. */
export function expose(open: OpenPage): void {
  const wasBack = new URLSearchParams(location.search).has('code')
  const opened = (async () => {
    const page = await open()
    if (wasBack) await page.finishSignIn?.()
    return page
  })()
  let state = ''
  opened.then(
    () => {
      state = wasBack ? 'signed in' : 'open'
    },
    (error) => {
      state = String(error)
    },
  )
  const tools = {
    state: () => state,
    /** Answers before the page is left. */
    signIn(): string {
      setTimeout(async () => {
        try {
          const page = await opened
          await page.signIn()
          // One that leads away ends on the page after it.
          if (!page.finishSignIn) state = 'signed in'
        } catch (error) {
          state = String(error)
        }
      })
      return ''
    },
    advance(ms: number): string {
      clocks.advance(ms)
      return ''
    },
    /** @param at - When all tabs ask at once. */
    async ask(at: number): Promise<string> {
      while (clocks.realNow() < at);
      const said = await opened
        .then((page) => page.getToken())
        .then(
          (token): Said => ({ token }),
          (error): Said => ({ problem: String(error) }),
        )
      return JSON.stringify(said)
    },
  }
  Object.assign(globalThis, { tools })
}
