import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { subjectsSince } from './support/commits.ts'
import { root } from './support/repository.ts'

const longest = 72
/** Where new commits begin: CI names it. Older ones are as they are. Without it, the newest commit is looked at. */
const base = process.env['COMMITS_SINCE'] || 'HEAD~1'

test(`no new commit has a subject of more than ${longest} characters`, () => {
  const subjects = subjectsSince(base, root)
  if (!subjects) console.warn(`${base}, where new commits begin, is not known here: no subject is checked`)

  expect(subjects?.filter((subject) => [...subject].length > longest) ?? []).toEqual([])
})

async function createRepository(...subjects: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-commits-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  for (const subject of subjects) {
    execFileSync('git', [...author, 'commit', '--quiet', '--allow-empty', '-m', subject], { cwd: folder })
  }
  return folder
}

test('commits are new after the base, and not before', async () => {
  const folder = await createRepository('Begin', 'Go on', 'End')

  expect(subjectsSince('HEAD~2', folder)).toEqual(['End', 'Go on'])
  expect(subjectsSince('HEAD', folder)).toEqual([])
})

test.each(['0000000000000000000000000000000000000000', 'origin/main', '--all', ''])(
  'a base that is not known here, as `%s`, leaves nothing to check',
  async (unknown) => {
    expect(subjectsSince(unknown, await createRepository('Begin'))).toBeUndefined()
  },
)
