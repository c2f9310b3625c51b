import { expect, test } from 'vitest'
import { addInstallTabs } from '../../src/pages/install.ts'

test('a line that installs has a tab for each package manager', () => {
  const shown = addInstallTabs('```sh\nnpm install @auth/meshy\nnpm install --save-dev @auth/emulator\n```\n')
  const tabs = [...shown.matchAll(/```sh \[(\w+)\]\n([\s\S]*?)\n```/g)].map(([, name, lines]) => [name, lines])
  expect(tabs).toEqual([
    ['npm', 'npm install @auth/meshy\nnpm install --save-dev @auth/emulator'],
    ['pnpm', 'pnpm add @auth/meshy\npnpm add --save-dev @auth/emulator'],
    ['yarn', 'yarn add @auth/meshy\nyarn add --dev @auth/emulator'],
    ['bun', 'bun add @auth/meshy\nbun add --dev @auth/emulator'],
    ['deno', 'deno add npm:@auth/meshy\ndeno add --dev npm:@auth/emulator'],
  ])
})

test.each(['```sh\nnpm install\n```', '```sh\nnpm install ./a.tgz\n```', '```sh\nnpm pack @auth/core@0.41.2\n```'])(
  'what installs no package of a registry has no tabs: %j',
  (text) => {
    expect(addInstallTabs(text)).toBe(text)
  },
)
