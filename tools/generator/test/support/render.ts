import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toolDirectory } from '../../src/paths.ts'
import { outputFiles } from '../../src/regenerate.ts'

type Context = Readonly<Record<string, unknown>>

const templates: Record<string, string> = {}
for (const file of outputFiles) {
  const template = await readFile(join(toolDirectory, 'templates', file.replace('.ts', '.mustache')), 'utf8')
  // A tag alone on its line leaves none.
  templates[file] = template.replaceAll(/^[ \t]*(\{\{[#^/][\w-]+\}\})[ \t]*\n/gm, '$1')
}

/** The generated files of a prepared spec, before they are formatted, made without Java: for tests with many specs. */
export function renderAll(prepared: string): Record<string, string> {
  const { paths, components } = JSON.parse(prepared)
  const operations = Object.values<{ post: object }>(paths).map(({ post }) => ({ vendorExtensions: post }))
  const models = Object.values<object>(components.schemas).map((schema) => ({ model: { vendorExtensions: schema } }))
  const context = { models, apiInfo: { apis: { operations: { operation: operations } } } }
  return Object.fromEntries(Object.entries(templates).map(([file, template]) => [file, render(template, [context])]))
}

/** As much of mustache as our templates use: sections, inverted sections, and texts as they are. */
function render(template: string, contexts: readonly unknown[]): string {
  const section = /\{\{([#^])([\w-]+)\}\}(.*?)\{\{\/\2\}\}|\{\{\{([\w.-]+)\}\}\}/gs
  return template.replaceAll(section, (_, kind: string, name: string, inner: string, text: string) => {
    if (text !== undefined) return String(text === '.' ? contexts[0] : (find(contexts, text) ?? ''))
    const value = find(contexts, name)
    const items = value === undefined || value === null || value === false ? [] : [value].flat()
    if (kind === '^') return items.length === 0 ? render(inner, contexts) : ''
    return items.map((item) => render(inner, [item, ...contexts])).join('')
  })
}

function find(contexts: readonly unknown[], name: string): unknown {
  const context = contexts.find((one): one is Context => typeof one === 'object' && one !== null && name in one)
  return context?.[name]
}
