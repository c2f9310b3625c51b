import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const requirements = new URL('../../src/requirements.txt', import.meta.url)

/** A Python that has what `requirements.txt` lists, in an ignored folder. The first time it asks the package index. */
export async function preparePython(): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12)
  const folder = fileURLToPath(new URL(`../../.cache/python-${digest}`, import.meta.url))
  const python = `${folder}/bin/python`
  if (await hasPackages(python)) return python
  await rm(folder, { recursive: true, force: true })
  await run('python3', ['-m', 'venv', folder]).catch((cause) => {
    throw new Error('python3 with its module venv is needed to run Authlib: install python3 and python3-venv', {
      cause,
    })
  })
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps']
  await run(python, ['-m', 'pip', 'install', ...options, '-r', fileURLToPath(requirements)])
  return python
}

function hasPackages(python: string): Promise<boolean> {
  return run(python, ['-c', 'import authlib, flask']).then(
    () => true,
    () => false,
  )
}
