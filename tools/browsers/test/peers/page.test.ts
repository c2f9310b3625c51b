import { expect, test } from 'vitest'
import { peersBlock, withPeersBlock } from '../../src/peers/page.ts'

test('The section about libraries comes at the end of a page that has none.', () => {
  expect(withPeersBlock('# Tabs\n', 'counted')).toBe('# Tabs\n\n<!-- peers -->\n\ncounted\n\n<!-- /peers -->\n')
})

test('Written again it takes the place of the old one, and leaves the rest alone.', () => {
  const page = withPeersBlock('# Tabs\n', 'counted')
  expect(withPeersBlock(page, "counted $& $' anew")).toBe(page.replace('counted', () => "counted $& $' anew"))
})

test('It is found again, to be kept by who writes the rest of the page.', () => {
  const page = withPeersBlock('# Tabs\n', 'counted')
  expect(`# Tabs\n\n${peersBlock(page)}\n`).toBe(page)
  expect(peersBlock('# Tabs\n')).toBe('')
})
