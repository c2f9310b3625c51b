import {
  type Application,
  Comment,
  type Context,
  Converter,
  type DeclarationReflection,
  type ProjectReflection,
  ReferenceType,
  type Reflection,
  ReflectionKind,
  type SomeType,
} from 'typedoc'

const schemaText =
  'The schema of the type of this name, as a value: it checks data, and names what is wrong in it. It implements [Standard Schema](https://standardschema.dev).'

/** Documents what the generator leaves without words, so that TypeDoc can insist on words everywhere else. */
export function completeComments(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Variable)) describeSchema(reflection)
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Property)) describeReference(reflection)
  })
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }: Context) => {
    app.options.setValue('intentionallyNotDocumented', membersOfAnonymousTypes(project))
  })
}

type Documentable = Pick<DeclarationReflection, 'comment' | 'hasComment' | 'type'>

/** The generator writes a type and a schema under one name, and words above the type. */
function describeSchema(reflection: Documentable): void {
  if (reflection.hasComment() || !(reflection.type instanceof ReferenceType)) return
  if (reflection.type.name === 'Schema') reflection.comment = new Comment([{ kind: 'text', text: schemaText }])
}

/** In OpenAPI a `$ref` has no description of its own: that of its target stands for it. */
function describeReference(reflection: Documentable): void {
  if (reflection.hasComment()) return
  const comment = targetOf(reflection.type)?.comment
  if (comment) reflection.comment = comment.clone()
}

function targetOf(type: DeclarationReflection['type']): Documentable | undefined {
  const parts = type?.type === 'union' ? type.types : [type]
  const reference = parts.find((part) => part instanceof ReferenceType)
  const target = reference?.reflection
  return target?.isDeclaration() ? target : undefined
}

/** They are explained by the words above the type that has a name. */
function membersOfAnonymousTypes(project: ProjectReflection): string[] {
  const properties = project.getReflectionsByKind(ReflectionKind.Property)
  const functionTables = project
    .getReflectionsByKind(ReflectionKind.IndexSignature)
    .filter((reflection) => reflection.isSignature() && mayBeFunction(reflection.type))
  const names = [...properties, ...functionTables]
    .filter((reflection) => !reflection.hasComment() && isInAnonymousType(reflection))
    .map((reflection) => reflection.getFriendlyFullName())
  return [...new Set(names)]
}

/** Parameters are not asked for words of their own. */
function isInAnonymousType({ parent }: Reflection): boolean {
  if (!parent || parent.kindOf(ReflectionKind.Parameter)) return false
  if (!parent.kindOf(ReflectionKind.TypeLiteral)) return isInAnonymousType(parent)
  return !isInParameter(parent)
}

function isInParameter({ parent }: Reflection): boolean {
  return parent !== undefined && (parent.kindOf(ReflectionKind.Parameter) || isInParameter(parent))
}

function mayBeFunction(type: SomeType | undefined): boolean {
  if (type?.type === 'union') return type.types.some(mayBeFunction)
  return type?.type === 'reflection' && (type.declaration.signatures?.length ?? 0) > 0
}
