/** What a JSON value must look like, as data. Written by the generator, read by `readShape`. */
export type Shape = { readonly nullable?: true; readonly secret?: true; readonly lenient?: true } & (
  | { readonly type: 'any'; readonly enum?: readonly unknown[] }
  | { readonly type: 'boolean' }
  | {
      readonly type: 'string'
      readonly minLength?: number
      readonly maxLength?: number
      readonly pattern?: string
      readonly enum?: readonly string[]
      /** The whole body, where that is no JSON. */
      readonly text?: true
    }
  | {
      readonly type: 'number' | 'integer'
      readonly minimum?: number
      readonly maximum?: number
      readonly enum?: readonly number[]
    }
  | { readonly type: 'array'; readonly items: Shape }
  | { readonly type: 'map'; readonly values: Shape }
  | {
      readonly type: 'object'
      readonly required?: readonly string[]
      /** Members that only the server writes. */
      readonly readOnly?: readonly string[]
      readonly properties: { readonly [name: string]: Shape }
    }
  | { readonly type: 'ref'; readonly to: () => Schema<unknown> }
  | {
      readonly type: 'union'
      readonly on: string
      readonly variants: { readonly [value: string]: () => Schema<unknown> }
    }
)

/** One thing that is wrong with a value: where, and what was expected. Never the value itself. */
export interface Issue {
  /** What was expected. */
  readonly message: string
  /** Where: the names and indexes that lead to it. */
  readonly path: ReadonlyArray<PropertyKey>
}

/**
 * A generated schema. It implements Standard Schema, so any library that takes one can validate with it.
 *
 * @see https://standardschema.dev
 */
export interface Schema<Output> {
  /** The schema as data. */
  readonly shape: Shape
  /** What Standard Schema asks for. */
  readonly '~standard': {
    readonly version: 1
    readonly vendor: '@auth/core'
    readonly validate: (
      value: unknown,
    ) => { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly Issue[] }
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
  }
}
