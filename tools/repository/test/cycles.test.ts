import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCycles } from './support/cycles.ts'
import { importsOf } from './support/imports.ts'
import { find } from './support/repository.ts'

/** Modules of one graph: what each imports from its own package. Imports of types count: they tie readers too. */
function readGraph(modules: readonly string[]): Map<string, string[]> {
  return new Map(
    modules.map((module) => [
      module,
      importsOf(module)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => join(module, '..', specifier).replaceAll('\\', '/')),
    ]),
  )
}

test('a cycle is found with the path around it, once, wherever the search begins', () => {
  const graph = new Map([
    ['entry', ['a', 'alone']],
    ['alone', []],
    ['a', ['b']],
    ['b', ['c', 'alone']],
    ['c', ['a']],
    ['self', ['self']],
  ])

  expect(findCycles(graph)).toEqual(['a -> b -> c -> a', 'self -> self'])
  expect(findCycles(new Map([...graph].reverse()))).toEqual(['a -> b -> c -> a', 'self -> self'])
})

test('modules that are reached by two ways are no cycle', () => {
  const graph = new Map([
    ['top', ['left', 'right']],
    ['left', ['bottom']],
    ['right', ['bottom']],
    ['bottom', []],
  ])

  expect(findCycles(graph)).toEqual([])
})

test('no source files import each other, directly or around a corner', () => {
  const modules = ['packages', 'tools'].flatMap((folder) => find(`${folder}/*/src/**/*.ts`))

  expect(modules.length).toBeGreaterThan(100)
  expect(findCycles(readGraph(modules))).toEqual([])
})
