import { type DocumentReflection, type ProjectReflection, ReflectionKind } from 'typedoc'

const heading = /^# (.+)\n/
const indexName = 'README'

/** What comes first. Other pages follow by name. */
const order = [
  'docs/guides/README',
  'docs/errors/README',
  'docs/recipes',
  'docs/faults',
  'docs/servers',
  'docs/promises',
]

/** Gives pages the names of their headings, and puts those of a folder below the index of the folder. */
export function arrangeDocuments(project: ProjectReflection): void {
  const documents = project.documents ?? []
  const indexes = new Map(documents.filter(isIndex).map((index) => [folderOf(index), index]))
  for (const document of documents.filter((one) => !isIndex(one))) {
    const index = indexes.get(folderOf(document))
    if (index) moveBelow(project, index, document)
  }
  project.documents?.sort((a, b) => rankOf(a) - rankOf(b))
  project.childrenIncludingDocuments = [...(project.documents ?? []), ...(project.children ?? [])]
  for (const reflection of project.getReflectionsByKind(ReflectionKind.Document)) {
    if (reflection.isDocument()) takeHeading(reflection)
  }
}

const isIndex = ({ name }: DocumentReflection): boolean => name.split('/').at(-1) === indexName

const rankOf = ({ name }: DocumentReflection): number => (order.includes(name) ? order.indexOf(name) : order.length)

const folderOf = ({ name }: DocumentReflection): string => name.split('/').slice(0, -1).join('/')

function moveBelow(project: ProjectReflection, index: DocumentReflection, document: DocumentReflection): void {
  project.documents?.splice(project.documents.indexOf(document), 1)
  document.parent = index
  index.addChild(document)
}

function takeHeading(document: DocumentReflection): void {
  const title = heading.exec(document.content[0]?.text ?? '')
  document.name = title?.[1] ?? document.name
}
