// Run by hand, before every release, and by each package's `prepublishOnly`.
import { repository } from '../pack.ts'
import { readDestinations } from './destinations.ts'
import { explainRefusals, findRefusals } from './public-registries.ts'

const refusals = findRefusals(await readDestinations(process.cwd(), repository), process.env)
if (refusals.length > 0) {
  console.error(explainRefusals(refusals))
  process.exitCode = 1
}
