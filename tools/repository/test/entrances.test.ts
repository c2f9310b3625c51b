import { describe, expect, test } from 'vitest'
import { exists, find, read } from './support/repository.ts'

const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))
/** What pnpm itself does, or runs from `node_modules`. */
const builtIn = ['install', 'exec', 'vitest']

function unknownCommands(text: string): string[] {
  const names = [...text.matchAll(/\bpnpm(?:@\d+\.\d+\.\d+)? ([a-z][\w:-]*)/g)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(2)
  return names.filter((name) => !builtIn.includes(name) && scripts[name] === undefined)
}

test.each(['AGENTS.md', '.vscode/tasks.json'])('%s names commands that are there', (path) => {
  expect(unknownCommands(read(path))).toEqual([])
})

test('CONTRIBUTING names each command of the repository that people start', () => {
  const page = read('CONTRIBUTING.md')
  for (const name of ['dev', 'api:report', 'spec:release', 'generate', 'types'])
    expect(page).toContain(`12.21.0 ${name}`)
})

interface Launch {
  readonly configurations: ReadonlyArray<{ readonly name: string; readonly program: string; readonly cwd: string }>
}

describe('the configuration of editors', () => {
  const launch: Launch = JSON.parse(read('.vscode/launch.json'))

  test.each(launch.configurations)('starts what is there: $name', ({ program, cwd }) => {
    expect(cwd).toBe(['$', '{workspaceFolder}'].join(''))
    const path = program.replace(/^\$\{workspaceFolder\}\//, '')
    expect(path === ['$', '{file}'].join('') || exists(path)).toBe(true)
  })

  test.each(['launch', 'tasks'])('offers every provider: %s', (name) => {
    const { inputs } = JSON.parse(read(`.vscode/${name}.json`))
    const providers = find('specs/*.yaml').map((path) => path.replace(/^specs\/|\.yaml$/g, ''))
    expect([...inputs[0].options].sort()).toEqual(providers.sort())
  })
})
