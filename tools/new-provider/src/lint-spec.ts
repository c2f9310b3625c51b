import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { repository } from '../../generator/src/paths.ts'

const redocly = join(repository, 'node_modules/@redocly/cli/bin/cli.js')

interface Problem {
  readonly ruleId: string
  readonly message: string
  readonly location: readonly { readonly pointer?: string }[]
}

/** What our rules still find wrong with a spec, by place. */
export function lintSpec(file: string): Promise<string[]> {
  const args = [redocly, 'lint', '--format=json', '--config=redocly.yaml', file]
  const environment = { ...process.env, REDOCLY_TELEMETRY: 'off' }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: repository, env: environment }, (error, stdout, stderr) => {
      try {
        const { problems }: { problems: Problem[] } = JSON.parse(stdout)
        resolve(
          problems.map(({ ruleId, message, location }) => `${location[0]?.pointer ?? '#'}: ${message} (${ruleId})`),
        )
      } catch {
        reject(new Error(`redocly could not check the document:\n${stderr}`, { cause: error ?? undefined }))
      }
    })
  })
}
