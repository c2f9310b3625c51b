import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { repository } from '../../generator/src/paths.ts'

const redocly = join(repository, 'node_modules/@redocly/cli/bin/cli.js')

export interface Problem {
  readonly rule: string
  readonly message: string
  /** `#/paths/…` */
  readonly pointer: string
}

interface Told {
  readonly ruleId: string
  readonly message: string
  readonly location: readonly { readonly pointer?: string }[]
}

/** What our rules find wrong with a spec, by place. */
export function lintSpec(file: string): Promise<Problem[]> {
  const args = [redocly, 'lint', '--format=json', '--config=redocly.yaml', '--max-problems=1000', file]
  const environment = { ...process.env, REDOCLY_TELEMETRY: 'off' }
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd: repository, env: environment, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        try {
          const { problems }: { problems: Told[] } = JSON.parse(stdout)
          resolve(
            problems.map(({ ruleId, message, location }) => ({
              rule: ruleId,
              message: message.split('\n')[0] ?? '',
              pointer: location[0]?.pointer ?? '#',
            })),
          )
        } catch {
          const [reason] = stderr.split('\n').filter((line) => line.trim() !== '')
          reject(new Error(`redocly could not check the document: ${reason}`, { cause: error ?? undefined }))
        }
      },
    )
  })
}
