import { mkdir, rm } from 'node:fs/promises'
import { runCommand } from '../../../generator/src/run-command.ts'
import { folderOf } from '../pages/folders.ts'
import { withBrowser } from './browser.ts'
import { checkLinks } from './links.ts'
import { checkLooks } from './looks.ts'
import { checkPhone } from './phone.ts'
import { serveSite } from './serve.ts'
import { checkUse } from './use.ts'

await rm(folderOf.screenshots, { recursive: true, force: true })
await mkdir(folderOf.screenshots, { recursive: true })

await runCommand(async () => {
  await using served = await serveSite()
  const { checked, external, problems } = await checkLinks(served.url)
  console.log(`${checked} links within the site, ${external} to elsewhere (only their form is checked)`)
  const shown = await withBrowser(async (browser) => {
    const phone = await checkPhone(browser, served.url)
    console.log(`${phone.count} pages on a phone`)
    return [...phone.problems, ...(await checkLooks(browser, served.url)), ...(await checkUse(browser, served.url))]
  })
  const all = [...problems, ...shown].map((problem) => problem.replaceAll(served.url, '/'))
  if (all.length > 0) throw new Error(all.join('\n'))
  console.log(
    'Pages are readable by day, by night and on a phone, and the search finds what it should without a network.',
  )
})
