/** An option of a command, as the help shows it. */
export interface OptionText {
  /** Without the dashes. */
  readonly name: string
  readonly short?: string
  /** What follows it; without it, nothing does. */
  readonly value?: string
  readonly isRepeatable?: true
  readonly text: string
}

/** A command, as the help, the man page and the completions show it. */
export interface CommandText {
  readonly name: string
  readonly summary: string
  /** What follows the command. */
  readonly operands: readonly ('provider' | 'url' | 'shell')[]
  /** Without the last one, the command is about all of them. */
  readonly isOperandOptional?: true
  readonly options: readonly OptionText[]
  readonly example: string
}

/** What every command takes that works with a session. */
export const sessionOptions: readonly OptionText[] = [
  {
    name: 'profile',
    value: 'name',
    text: 'which account of several: sessions and settings of its own (default: default, or AUTH_PROFILE)',
  },
  { name: 'emulator', text: 'use an emulator of the provider, started in this process; nothing is kept' },
  { name: 'emulator-url', value: 'url', text: 'use the emulator that `npx @auth/emulator` has started' },
  { name: 'store-key-command', value: 'command', text: 'a command that prints the key to encrypt sessions with' },
  { name: 'no-input', text: 'never ask, even on a terminal' },
]

/** What every command takes. */
export const commonOptions: readonly OptionText[] = [
  { name: 'json', text: 'print JSON, for machines; errors too' },
  { name: 'verbose', short: 'v', text: 'say on the error output what happens, without secrets' },
  { name: 'help', short: 'h', text: 'print help' },
]

export const commands: readonly CommandText[] = [
  {
    name: 'sign-in',
    summary: 'Signs in, asking for what is missing, and keeps the session. Passwords are not kept.',
    operands: ['provider'],
    options: sessionOptions,
    example: 'auth-cli sign-in meshy',
  },
  {
    name: 'token',
    summary: 'Prints the access token, renewed if need be.',
    operands: ['provider'],
    options: [
      { name: 'min-validity', value: 'seconds', text: 'how long it must still be valid (default 0)' },
      ...sessionOptions,
    ],
    example: 'auth-cli token genlogs --json',
  },
  {
    name: 'headers',
    summary: 'Prints the headers that present the token.',
    operands: ['provider'],
    options: [
      { name: 'format', value: 'format', text: 'lines (default), curl, json, env or netrc' },
      ...sessionOptions,
    ],
    example: 'auth-cli headers gooru --format curl | curl --config - https://gooru.org/api/nucleus-auth/v1/token',
  },
  {
    name: 'request',
    summary:
      'Calls the API, as curl does, with the token. A token that the API rejects is renewed, and the call repeated.',
    operands: ['provider', 'url'],
    options: [
      { name: 'request', short: 'X', value: 'method', text: 'the method (default GET, or POST with --data)' },
      {
        name: 'header',
        short: 'H',
        value: 'line',
        isRepeatable: true,
        text: 'a header, like `Accept: text/csv`; @file for a file of them',
      },
      {
        name: 'data',
        short: 'd',
        value: 'data',
        isRepeatable: true,
        text: 'the body; @file for that of a file, @- for the standard input. Several are joined with &',
      },
      { name: 'include', short: 'i', text: 'print the status and the headers too' },
      { name: 'output', short: 'o', value: 'file', text: 'write the body to a file' },
      { name: 'fail', short: 'f', text: 'end with code 22 for a status of 400 or more' },
      ...sessionOptions,
    ],
    example: 'auth-cli request elasticpath /v2/accounts -X POST -d @body.json',
  },
  {
    name: 'proxy',
    summary: 'Serves the provider’s API on this machine, so that any program can call it without a token.',
    operands: ['provider'],
    options: [
      { name: 'port', short: 'p', value: 'number', text: 'where to listen; 0 for a free port (default 9000)' },
      { name: 'host', value: 'address', text: 'the address to listen on (default 127.0.0.1); any other needs a key' },
      { name: 'key-env', value: 'name', text: 'a variable that holds the key which every request must bring' },
      { name: 'key-file', value: 'path', text: 'a file that holds it' },
      { name: 'allow-host', value: 'name', isRepeatable: true, text: 'answer also under this name' },
      {
        name: 'allow-origin',
        value: 'origin',
        isRepeatable: true,
        text: 'let pages of this origin call, such as http://localhost:3000',
      },
      { name: 'own-path', value: 'path', text: 'where `health` and `metrics` are (default /_auth)' },
      {
        name: 'grace',
        value: 'seconds',
        text: 'how long requests under way may take to end after SIGTERM (default 25)',
      },
      ...sessionOptions,
    ],
    example: 'auth-cli proxy elasticpath --port 9000',
  },
  {
    name: 'status',
    summary: 'Says which sessions there are, and for how long their tokens are valid. Nothing is sent.',
    operands: ['provider'],
    isOperandOptional: true,
    options: sessionOptions,
    example: 'auth-cli status',
  },
  {
    name: 'sign-out',
    summary: 'Ends the session, at the provider too where that is possible.',
    operands: ['provider'],
    options: sessionOptions,
    example: 'auth-cli sign-out meshy',
  },
  {
    name: 'doctor',
    summary: 'Looks for what may be wrong: settings, clock, DNS, TLS, proxies, permissions, the sign-in.',
    operands: ['provider'],
    options: sessionOptions,
    example: 'auth-cli doctor elasticpath',
  },
  {
    name: 'completion',
    summary: 'Prints a completion script.',
    operands: ['shell'],
    options: [],
    example: 'source <(auth-cli completion bash)',
  },
  {
    name: 'man',
    summary: 'Prints the man page.',
    operands: [],
    options: [],
    example: 'auth-cli man > auth-cli.1',
  },
]

export const shells: readonly string[] = ['bash', 'zsh', 'fish']
