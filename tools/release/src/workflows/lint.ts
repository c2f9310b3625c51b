import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repository } from '../pack.ts'
import { run } from '../run.ts'

const requirements = fileURLToPath(new URL('./requirements.txt', import.meta.url))

/** Runs actionlint and zizmor on all workflows. Neither asks any server. */
export async function lintWorkflows(folder: string = repository): Promise<string> {
  const commands = await installLinters()
  await run(join(commands, 'actionlint'), ['-no-color'], { cwd: folder })
  await run(join(commands, 'zizmor'), ['--offline', '--no-progress', '--color=never', '.github'], { cwd: folder })
  return 'actionlint and zizmor find nothing'
}

/** Installs them into an ignored folder. The first time this asks the Python package index. */
async function installLinters(): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12)
  const folder = join(repository, 'tools/release/.cache', `linters-${digest}`)
  const commands = join(folder, 'bin')
  if (existsSync(join(commands, 'zizmor'))) return commands
  await rm(folder, { recursive: true, force: true })
  await run('python3', ['-m', 'venv', folder], { cwd: repository })
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:']
  await run(join(commands, 'python'), ['-m', 'pip', 'install', ...options, '-r', requirements], { cwd: repository })
  return commands
}
