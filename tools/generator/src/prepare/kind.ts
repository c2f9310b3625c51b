import type { SpecNode } from '../check-names.ts'

export interface Marks {
  readonly nullable?: boolean
  readonly secret?: boolean
  readonly lenient?: boolean
}

/** What a schema asks of a value, in the few forms that generated code knows. */
export type Kind = Marks &
  (
    | { readonly is: 'any' | 'boolean' }
    | { readonly is: 'enum'; readonly type: string; readonly values: readonly unknown[] }
    | { readonly is: 'string'; readonly limits: SpecNode; readonly open: readonly string[] | undefined }
    | { readonly is: 'number' | 'integer'; readonly limits: SpecNode }
    | { readonly is: 'array'; readonly items: SpecNode }
    | { readonly is: 'map'; readonly values: SpecNode }
    | { readonly is: 'object'; readonly required: readonly string[]; readonly properties: Record<string, SpecNode> }
    | { readonly is: 'union'; readonly schema: SpecNode }
    | { readonly is: 'ref'; readonly name: string }
  )
