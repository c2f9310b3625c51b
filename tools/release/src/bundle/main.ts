import { runCommand } from '../../../generator/src/run-command.ts'
import { bundle } from './bundle.ts'

await runCommand(() => bundle(process.cwd()))
