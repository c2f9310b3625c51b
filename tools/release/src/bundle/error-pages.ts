import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** Names that lead nowhere, on purpose (RFC 2606 and RFC 6761). */
const placeholder = /(^|\.)(example(\.(com|net|org))?|invalid|test|localhost)$/

/**
 * What stands for `authErrorPages` in the sources: where `docs/errors/*.md` are where the project lives, and their codes. Until its `homepage` is more than a placeholder, messages have no link, and no byte for one.
 *
 * @param root - The folder of the manifest that says where the project lives.
 */
export async function defineErrorPages(root: string): Promise<{ readonly authErrorPages: string }> {
  const { homepage }: { readonly homepage: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  if (placeholder.test(new URL(homepage).hostname)) return { authErrorPages: 'undefined' }
  const address = homepage.replace(/#readme$/, '')
  const files = (await readdir(join(root, 'docs/errors'))).filter((file) => /^[a-z_]+\.md$/.test(file))
  const codes = files.map((file) => basename(file, '.md')).sort()
  return { authErrorPages: JSON.stringify({ below: `${address}/tree/main/docs/errors/`, codes }) }
}
