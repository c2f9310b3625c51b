import { mkdir, rm } from 'node:fs/promises'
import { runCommand } from '../../../generator/src/run-command.ts'
import { withBrowser } from './browser.ts'
import { screenshots } from './folders.ts'
import { checkLinks } from './links.ts'
import { checkPages } from './pages.ts'

await rm(screenshots, { recursive: true, force: true })
await mkdir(screenshots, { recursive: true })

await runCommand(async () => {
  const { checked, external, problems } = await checkLinks()
  console.log(`${checked} links within the site, ${external} to elsewhere (only their form is checked)`)
  const all = [...problems, ...(await withBrowser(checkPages))]
  if (all.length > 0) throw new Error(all.join('\n'))
  console.log('The pages open from the disk, and the search finds symbols, guides and errors without a network.')
})
