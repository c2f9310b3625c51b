// For workflows: tells npm and pnpm where the scope is, from NPM_REGISTRY, and how to sign in there if NPM_TOKEN is set.
import { appendFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { explainRefusals, findRefusals } from './public-registries.ts'
import { mapScope } from './scope.ts'

const { NPM_REGISTRY, NPM_TOKEN, npm_config_userconfig, ...env } = process.env
const refusals = findRefusals([{ source: 'NPM_REGISTRY', registry: NPM_REGISTRY }], env)
if (NPM_REGISTRY && refusals.length === 0) {
  await appendFile(
    npm_config_userconfig ?? join(homedir(), '.npmrc'),
    mapScope(NPM_REGISTRY, NPM_TOKEN !== undefined && NPM_TOKEN !== ''),
  )
} else {
  console.error(explainRefusals(refusals))
  process.exitCode = 1
}
