import { rm } from 'node:fs/promises'
import { build } from 'vitepress'
import { runCommand } from '../../generator/src/run-command.ts'
import { folderOf } from './pages/folders.ts'
import { writePages } from './pages/write-pages.ts'
import { generateReference } from './reference/generate.ts'

await runCommand(async () => {
  await rm(folderOf.pages, { recursive: true, force: true })
  await generateReference()
  writePages()
  await build(folderOf.tool)
})
