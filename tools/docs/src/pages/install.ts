interface Manager {
  readonly name: string
  readonly command: (packages: readonly string[], isForDevelopment: boolean) => string
}

const add =
  (verb: string, flag: string, prefix = '') =>
  (packages: readonly string[], isForDevelopment: boolean): string =>
    [verb, ...(isForDevelopment ? [flag] : []), ...packages.map((name) => `${prefix}${name}`)].join(' ')

const managers: readonly Manager[] = [
  { name: 'npm', command: add('npm install', '--save-dev') },
  { name: 'pnpm', command: add('pnpm add', '--save-dev') },
  { name: 'yarn', command: add('yarn add', '--dev') },
  { name: 'bun', command: add('bun add', '--dev') },
  { name: 'deno', command: add('deno add', '--dev', 'npm:') },
]

const installation = /^npm install (.+)$/
const block = /^```sh\n((?:npm install [^\n]+\n)+)```$|^ {4}(npm install [^\n]+)$/gm

/** Lines that install with npm get tabs for the other package managers. */
export function addInstallTabs(text: string): string {
  return text.replace(block, (whole, fenced: string | undefined, indented: string | undefined) => {
    const lines = (fenced ?? indented ?? '').trim().split('\n')
    return lines.every(isOfPackages) ? tabsOf(lines) : whole
  })
}

/** Not those that install a version for somebody else, or a file. */
const isOfPackages = (line: string): boolean => /^npm install (?:--save-dev )?(?:@?[\w/-]+ ?)+$/.test(line)

export function tabsOf(lines: readonly string[]): string {
  const tabs = managers.map(({ name, command }) => {
    const commands = lines.map((line) => {
      const words = installation.exec(line)?.[1]?.split(' ') ?? []
      const packages = words.filter((word) => !word.startsWith('--'))
      return command(packages, packages.length < words.length)
    })
    return `\`\`\`sh [${name}]\n${commands.join('\n')}\n\`\`\``
  })
  return `::: code-group\n\n${tabs.join('\n\n')}\n\n:::`
}
