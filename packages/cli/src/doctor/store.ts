import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createFileStore } from '@auth/core/file-store'
import { configPath } from '../settings/config-file.ts'
import { configFolder, sessionFolder } from '../settings/folders.ts'
import type { Finding } from './finding.ts'

const ownerOnly = 0o077

/** Whether sessions can be kept, and only their owner can read them. */
export async function* checkStore(environment: Readonly<Record<string, string | undefined>>): AsyncGenerator<Finding> {
  const subject = 'session store'
  const folder = sessionFolder(environment)
  try {
    createFileStore({ directory: folder })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    yield { subject, verdict: 'wrong', text: error.message.replace(/^@auth\/core: `directory` /, '') }
    return
  }
  const open = await findOpenFiles(folder)
  yield open.length > 0
    ? {
        subject,
        verdict: 'wrong',
        text: `other users can open ${open.join(', ')} in ${folder}: run \`chmod 600\` on them`,
      }
    : { subject, verdict: 'fine', text: `${folder} can be written, and opened by nobody else` }
  const config = configPath(configFolder(environment))
  const facts = await stat(config).catch(() => undefined)
  if (facts && process.platform !== 'win32' && facts.mode & 0o022) {
    yield {
      subject: 'config file',
      verdict: 'wrong',
      text: `other users can change ${config}: run \`chmod 600\` on it`,
    }
  }
}

async function findOpenFiles(folder: string): Promise<string[]> {
  if (process.platform === 'win32') return []
  const names = await readdir(folder)
  const modes = await Promise.all(
    // A file may have gone meanwhile.
    names.map(async (name) => [name, (await stat(join(folder, name)).catch(() => undefined))?.mode ?? 0] as const),
  )
  return modes.filter(([, mode]) => mode & ownerOnly).map(([name]) => name)
}
