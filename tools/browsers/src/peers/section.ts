interface Setup {
  readonly mostRounds: number
  readonly sessions: number
}

/** What the page says around the tables. */
export function renderSection(tables: readonly string[], { mostRounds, sessions }: Setup): string {
  return `## Beside other libraries

${sessions} sessions of each library, each in three tabs, all with the same authorization server on loopback. Its tokens live for
an hour. It rotates a refresh token before it answers, answers after 50 ms, and ends a session when a used refresh token
comes again, without leeway. In each round the clocks of all tabs are put forward by two hours, and all three ask for a
token at once, ${mostRounds} rounds long, or as long as the session lives. Then each tab asks once more, which may send renewals
too: it is still signed in when it gets a token of a session that goes on. Timers of the libraries run on; the calls come
before them.

Each library is set up so that tabs share one session. By default, those of \`@auth0/auth0-spa-js\` do not: each tab keeps
tokens of its own in memory.

A provider with a leeway, which some have as their default, forgives what is counted here, as long as it lasts. What
depends on how soon a tab sees what another one has stored differs from run to run.

${tables.join('\n\n')}

\`pnpm browsers:peers\` counts again, \`pnpm browsers:peers auth0\` one library, and \`pnpm browsers:peers --write\` writes all to
this page. The libraries are installed in a folder of their own, as the lock file in \`tools/browsers/peers\` says.`
}
