import { runCommand } from '../../../../generator/src/run-command.ts'
import { buildPage } from './page.ts'

await runCommand(() => buildPage(process.cwd()))
