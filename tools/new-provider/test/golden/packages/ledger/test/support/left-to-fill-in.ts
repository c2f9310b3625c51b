import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../..', import.meta.url))

export const manifest: { name: string; private?: boolean } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
)

/** Where something is to be filled in by hand: a place per mark. */
export const leftToFillIn: readonly string[] = ['src/*.ts', 'README.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: folder })
    .sort()
    .flatMap((path) =>
      readFileSync(join(folder, path), 'utf8')
        .split('\n')
        .flatMap((line, index) => (/FILL IN|\bfillIn\(/.test(line) ? [`${path}:${index + 1}`] : [])),
    ),
)

/** Whether a sign-in can be tried: nothing stands for what the spec does not tell. */
export const canSignIn: boolean = !/\bfillIn\(/.test(readFileSync(join(folder, 'src/adapter.ts'), 'utf8'))
