import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'

/** A database server of its own, on a socket in a folder of its own. */
export interface Postgres extends AsyncDisposable {
  createPool(): Pool
}

export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const user = userOf(folder)
  const bin = execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim()
  const data = join(folder, 'data')
  const init = ['-D', data, '-U', 'auth', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
  execFileSync(join(bin, 'initdb'), init, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'].flatMap((text) => [
    '-c',
    text,
  ])
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], { ...user, cwd: folder, stdio: 'ignore' })
  const ended = new Promise((resolve) => server.on('close', resolve))
  const createPool = (): Pool => {
    const pool = new Pool({ host: folder, user: 'auth', database: 'postgres', query_timeout: 5000 })
    // A connection that breaks while nobody uses it is replaced.
    pool.on('error', () => {})
    return pool
  }
  await untilItAnswers(createPool, () => server.exitCode === null)
  return {
    createPool,
    async [Symbol.asyncDispose]() {
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

/** PostgreSQL refuses to run as root. */
function userOf(folder: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  const [uid, gid] = [id('-u'), id('-g')]
  chownSync(folder, uid, gid)
  return { uid, gid }
}

async function untilItAnswers(createPool: () => Pool, isRunning: () => boolean): Promise<void> {
  const pool = createPool()
  try {
    while (isRunning()) {
      const answered = await pool.query('SELECT 1').then(
        () => true,
        () => false,
      )
      if (answered) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('PostgreSQL ended before it answered')
  } finally {
    await pool.end()
  }
}
