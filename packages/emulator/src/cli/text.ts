import type { EmulatorProfile } from '../profile.ts'
import type { RunningEmulator } from '../server.ts'
import { snippetsOf } from '../snippets.ts'

export const helpText = `Usage: npx @auth/emulator [options]

Serves MeshyDB, Elastic Path, Gooru and GenLogs sign-in on this machine, until Ctrl-C.

  -p, --port <number>    where to listen, 0 for a free port (default 4010)
      --host <name>      the name to listen on (default 127.0.0.1); only loopback without --expose-to-network
      --expose-to-network  allow other hosts: anyone who reaches the port can sign in and set faults
      --profile <list>   which servers to emulate: meshy=seed|newer, gooru=seed|v3|nile|nile-refresh,
                         genlogs=query|body|both
      --faults <list>    what is to go wrong: provider:endpoint:kind:times
                           endpoint  token, resource, ...; * for any
                           kind      429, 500, 503, rate-limit, server-error, unavailable,
                                     refuse, reset, stall, truncate or html
                           times     a number (default 1), forever, or a probability such as 10%
      --seed <number>    faults with a probability hit the same requests in every run
      --json             print one line of JSON once it listens, and nothing else
      --env              print an env file once it listens, and nothing else
      --version          print the version
  -h, --help             print this

Separate the items of a list with commas. Options can be repeated.
Example: npx @auth/emulator --profile gooru=nile,genlogs=body --faults genlogs:token:500:3
`

/** Ready to paste: a call with the package of each provider, and a sign-in on a command line. */
export function startText(emulator: RunningEmulator, profile: EmulatorProfile): string {
  const snippets = snippetsOf(emulator, profile.genlogs ?? 'both')
  const sections = Object.entries(snippets).map(([name, one]) => `${name}\n\n${one.package}\n${one.curl}\n`)
  return `@auth/emulator listens on ${emulator.origin} (open it in a browser; stop it with Ctrl-C)\n\n${sections.join('\n')}`
}
