interface Setup {
  readonly version: string
  readonly mostRounds: number
  readonly sessions: number
}

/** What the page says around the table. */
export function renderSection(table: string, { version, mostRounds, sessions }: Setup): string {
  return `## Beside other libraries

${sessions} sessions of each library, each in three tabs of Chromium ${version.split('.')[0]}, all with the same authorization
server on loopback. Its tokens live for an hour, it rotates a refresh token before it answers, answers after 50 ms, and ends
a session when a used refresh token comes again, without leeway. The clocks of all tabs are put forward by two hours, all
three ask for a token at once, and so on, up to ${mostRounds} times or until the session has ended. Then each tab asks once
more: it is still signed in when it gets a token of a session that goes on.

A provider with a leeway, which some have as their default, forgives what is counted here as long as it lasts.

${table}

\`pnpm browsers:peers\` counts again, \`pnpm browsers:peers auth0\` one library, and \`--write\` writes all to this page. The
libraries are installed in a folder of their own, as the lock file in \`tools/browsers/peers\` says. What depends on how fast
tabs see what others store differs from run to run.`
}
