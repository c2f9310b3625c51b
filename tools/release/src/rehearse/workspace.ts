import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { repository } from '../pack.ts'
import { run } from '../run.ts'

/**
 * Copies the repository as a fresh clone would be, with what is not committed yet and without anything that was built,
 * and lends it the installed dependencies.
 */
export async function copyWorkspace(workspace: string, env: NodeJS.ProcessEnv): Promise<void> {
  await copyFiles(workspace)
  await lendDependencies(workspace)
  // changesets looks for the commit of each changeset.
  const git = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@localhost']
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: workspace, env })
  await run('git', ['add', '--all'], { cwd: workspace, env })
  await run('git', [...git, 'commit', '--quiet', '--no-verify', '--message=Rehearsal'], { cwd: workspace, env })
}

/** Copies what git would, with what is not committed yet. */
export async function copyFiles(workspace: string): Promise<void> {
  const listed = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: repository })
  for (const file of new Set(listed.split('\0').filter(Boolean))) {
    const from = join(repository, file)
    // A file may be listed and deleted.
    if (existsSync(from)) await cp(from, join(workspace, file), { recursive: true, verbatimSymlinks: true })
  }
}

/** Links of pnpm are relative: copied, they lead to the copy's packages; what they share is not copied but linked. */
async function lendDependencies(workspace: string): Promise<void> {
  const shared = 'node_modules/.pnpm'
  await mkdir(join(workspace, 'node_modules'), { recursive: true })
  await symlink(join(repository, shared), join(workspace, shared))
  const topLevel = (await readdir(join(repository, 'node_modules'))).filter((name) => !/^\.(?!bin$)/.test(name))
  const folders = (await readdir(join(workspace, 'packages'))).map((name) => `packages/${name}/node_modules`)
  // What packs and inspects runs in the copy too.
  folders.push('tools/release/node_modules')
  for (const path of [...topLevel.map((name) => `node_modules/${name}`), ...folders]) {
    if (!existsSync(join(repository, path))) continue
    await mkdir(dirname(join(workspace, path)), { recursive: true })
    await cp(join(repository, path), join(workspace, path), { recursive: true, verbatimSymlinks: true })
  }
}
