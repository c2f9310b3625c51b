import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packAll, pnpmCommand, repository } from '../../../release/src/pack.ts'
import { run } from '../../../release/src/run.ts'
import type { Build } from '../section.ts'
import { fillOnce } from './cache.ts'

/** Our packages as they are in the working tree: built, packed and unpacked. */
export async function packToday(): Promise<Build> {
  const files = await git('ls-files', '--cached', '--others', '--exclude-standard', 'packages', 'pnpm-lock.yaml')
  const contents = await Promise.all(
    files.map(async (file) => `${file}\n${await readFile(join(repository, file), 'utf8').catch(() => '')}`),
  )
  const folder = await fillOnce('today', contents, (target) => buildAndPack(repository, target))
  return { suffix: '', folder }
}

/** Our packages as they were at a commit. */
export async function packRevision(revision: string): Promise<Build> {
  const [commit = ''] = await git('rev-parse', '--verify', `${revision}^{commit}`)
  const folder = await fillOnce('revision', [commit], async (target) => {
    const checkout = await mkdtemp(join(tmpdir(), 'bench-'))
    await git('worktree', 'add', '--detach', checkout, commit)
    try {
      await pnpm(checkout, 'install', '--frozen-lockfile', '--prefer-offline')
      await buildAndPack(checkout, target)
    } finally {
      await git('worktree', 'remove', '--force', checkout)
      await rm(checkout, { recursive: true, force: true })
    }
  })
  return { suffix: ` at ${revision}`, folder }
}

async function buildAndPack(root: string, target: string): Promise<void> {
  await pnpm(root, 'build', '--filter=./packages/*', '--output-logs=errors-only')
  await packAll(target, root)
}

async function pnpm(cwd: string, ...words: string[]): Promise<void> {
  const [command, ...first] = pnpmCommand()
  await run(command, [...first, ...words], { cwd })
}

async function git(...words: string[]): Promise<string[]> {
  return (await run('git', words, { cwd: repository })).split('\n').filter((line) => line !== '')
}
