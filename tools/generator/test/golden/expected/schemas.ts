// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import { type Schema, schema } from '@auth/core/api'

export interface Circle {
  readonly kind: 'circle'
  readonly radius: number
}

export const Circle: Schema<Circle> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['kind', 'radius'],
  properties: {
    kind: { type: 'string', enum: ['circle'] },
    radius: { type: 'number' },
  },
})

export interface CodeGrant {
  readonly grant_type: 'code'
  readonly code: string
}

export const CodeGrant: Schema<CodeGrant> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['grant_type', 'code'],
  properties: {
    grant_type: { type: 'string', enum: ['code'] },
    code: { type: 'string', secret: true },
  },
})

/** A closed enumeration used by reference. */
export type Colour = 'red' | "it's" | 'say "hi"' | 'a`b' | '${x}' | 'back\\slash'

export const Colour: Schema<Colour> = /* @__PURE__ */ schema({
  type: 'string',
  enum: ['red', "it's", 'say "hi"', 'a`b', '${x}', 'back\\slash'],
})

/** Named like a global. */
export interface DateModel {
  readonly day?: number | undefined
}

export const DateModel: Schema<DateModel> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    day: { type: 'integer' },
  },
})

/** A variant that does not say what it is. */
export interface Dog {
  readonly barks?: boolean | undefined
  readonly bites?: boolean | undefined
}

export const Dog: Schema<Dog> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    barks: { type: 'boolean' },
    bites: { type: 'boolean' },
  },
})

/** A schema with the name of a global. */
export interface ErrorModel {
  /** Open set. */
  readonly code?: "it's" | 'plain' | (string & {}) | undefined
  readonly status?: string | undefined
}

export const ErrorModel: Schema<ErrorModel> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    code: { type: 'string' },
    status: { type: 'string', lenient: true },
  },
})

export type Grant = CodeGrant | KeyGrant

export const Grant: Schema<Grant> = /* @__PURE__ */ schema({
  type: 'union',
  on: 'grant_type',
  variants: {
    code: () => CodeGrant,
    key: () => KeyGrant,
  },
})

export interface KeyGrant {
  readonly grant_type: 'key'
  readonly key: string
  readonly mode?: 'a' | 'b' | undefined
}

export const KeyGrant: Schema<KeyGrant> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['grant_type', 'key'],
  properties: {
    grant_type: { type: 'string', enum: ['key'] },
    key: { type: 'string', secret: true },
    mode: { type: 'string', enum: ['a', 'b'] },
  },
})

/** Small. */
export interface Note {
  readonly text: string
}

export const Note: Schema<Note> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['text'],
  properties: {
    text: { type: 'string', minLength: 1, maxLength: 10 },
  },
})

/** Numbers alone. */
export type Numbers = -1 | 1

export const Numbers: Schema<Numbers> = /* @__PURE__ */ schema({ type: 'integer', enum: [-1, 1] })

/** Members with odd names and odd values. */
export interface Odd {
  readonly kind: string
  readonly constructor: string
  readonly toString: string
  readonly 'it\'s "quoted" \\'?: string | undefined
  readonly 'a.b'?: string | undefined
  readonly 'a-b'?: string | undefined
  readonly a_b?: string | undefined
  readonly values?: Values | null | undefined
  readonly numbers?: Numbers | undefined
  readonly names?: 'a-b' | 'a_b' | 'a b' | 'A-B' | '' | '-1' | '1' | '\u2028' | undefined
  readonly always?: true | undefined
  readonly mixed?: '1' | 1 | undefined
  readonly free?: Readonly<Record<string, unknown>> | undefined
  readonly empty?: unknown | undefined
  readonly map?: Readonly<Record<string, unknown>> | undefined
  readonly date?: DateModel | undefined
  readonly either?: unknown | undefined
  readonly open?: unknown | undefined
}

export const Odd: Schema<Odd> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['kind', 'constructor', 'toString'],
  properties: {
    kind: { type: 'string' },
    constructor: { type: 'string' } as const,
    toString: { type: 'string' } as const,
    'it\'s "quoted" \\': { type: 'string' },
    'a.b': { type: 'string' },
    'a-b': { type: 'string' },
    a_b: { type: 'string' },
    values: { type: 'ref', to: () => Values, nullable: true },
    numbers: { type: 'ref', to: () => Numbers },
    names: { type: 'string', enum: ['a-b', 'a_b', 'a b', 'A-B', '', '-1', '1', '\u2028'] },
    always: { type: 'any', enum: [true] },
    mixed: { type: 'any', enum: ['1', 1] },
    free: { type: 'map', values: { type: 'any' } },
    empty: { type: 'any' },
    map: { type: 'map', values: { type: 'any' } },
    date: { type: 'ref', to: () => DateModel },
    either: { type: 'any' },
    open: { type: 'any', secret: true },
  },
})

/** Partly mapped. */
export type Pet =
  | (DateModel & { readonly kind: 'Date' })
  | (Dog & { readonly kind: 'Dog' })
  | (Odd & { readonly kind: "odd's" | 'odd' })

export const Pet: Schema<Pet> = /* @__PURE__ */ schema({
  type: 'union',
  on: 'kind',
  variants: {
    Date: () => DateModel,
    Dog: () => Dog,
    "odd's": () => Odd,
    odd: () => Odd,
  },
})

/** An object as a parameter. */
export interface Rgb {
  readonly R?: number | undefined
  readonly G?: number | null | undefined
}

export const Rgb: Schema<Rgb> = /* @__PURE__ */ schema({
  type: 'object',
  properties: {
    R: { type: 'integer' },
    G: { type: 'integer', nullable: true },
  },
})

/** Fields of every kind. */
export interface SessionForm {
  readonly user: string
  readonly roles?: ReadonlyArray<string> | undefined
  readonly scopes?: ReadonlyArray<string> | undefined
  readonly colour?: Rgb | undefined
  readonly claims?: Readonly<Record<string, unknown>> | undefined
  readonly remember?: boolean | null | undefined
}

export const SessionForm: Schema<SessionForm> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['user'],
  properties: {
    user: { type: 'string', secret: true },
    roles: { type: 'array', items: { type: 'string' } },
    scopes: { type: 'array', items: { type: 'string' } },
    colour: { type: 'ref', to: () => Rgb },
    claims: { type: 'map', values: { type: 'any' } },
    remember: { type: 'boolean', nullable: true },
  },
})

/** Discriminated by kind. */
export type Shape = Circle | Square

export const Shape: Schema<Shape> = /* @__PURE__ */ schema({
  type: 'union',
  on: 'kind',
  variants: {
    circle: () => Circle,
    square: () => Square,
  },
})

export interface Square {
  readonly kind: 'square'
  readonly side: number
}

export const Square: Schema<Square> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['kind', 'side'],
  properties: {
    kind: { type: 'string', enum: ['square'] },
    side: { type: 'number' },
  },
})

/** All kinds of members. *​/ `x` ${x} "q" */
export interface Thing {
  /** Ends *​/ a comment, `${x}` and "q". */
  readonly id: string
  /** A reserved word. */
  readonly class: string
  readonly 'nullable-required': string | null
  readonly colour: Colour
  readonly 'inline-enum'?: "it's" | 'b"c' | undefined
  readonly 'numeric-enum'?: 1 | 2 | undefined
  readonly count?: number | undefined
  readonly ratio?: number | undefined
  readonly flag?: boolean | undefined
  readonly secret?: string | undefined
  readonly matrix?: ReadonlyArray<ReadonlyArray<Note>> | undefined
  readonly labels?: Readonly<Record<string, string | null>> | undefined
  readonly groups?: Readonly<Record<string, ReadonlyArray<Colour>>> | undefined
  readonly 'one-or-many'?: ReadonlyArray<string> | undefined
  /** No type at all. */
  readonly anything?: unknown | undefined
  /** Any object. */
  readonly free?: Readonly<Record<string, unknown>> | undefined
  readonly note?: Note | undefined
  readonly 'maybe-note'?: Note | null | undefined
  readonly when?: string | undefined
  readonly parent?: Thing | undefined
}

export const Thing: Schema<Thing> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['id', 'class', 'nullable-required', 'colour'],
  properties: {
    id: { type: 'string', pattern: '^[a-z]+(/\\d+)?$' },
    class: { type: 'string' },
    'nullable-required': { type: 'string', nullable: true },
    colour: { type: 'ref', to: () => Colour },
    'inline-enum': { type: 'string', enum: ["it's", 'b"c'] },
    'numeric-enum': { type: 'integer', enum: [1, 2] },
    count: { type: 'integer', minimum: 0, lenient: true },
    ratio: { type: 'number', minimum: 0, maximum: 1 },
    flag: { type: 'boolean' },
    secret: { type: 'string', secret: true },
    matrix: { type: 'array', items: { type: 'array', items: { type: 'ref', to: () => Note } } },
    labels: { type: 'map', values: { type: 'string', nullable: true } },
    groups: { type: 'map', values: { type: 'array', items: { type: 'ref', to: () => Colour } } },
    'one-or-many': { type: 'array', items: { type: 'string' }, lenient: true },
    anything: { type: 'any' },
    free: { type: 'map', values: { type: 'any' } },
    note: { type: 'ref', to: () => Note },
    'maybe-note': { type: 'ref', to: () => Note, nullable: true },
    when: { type: 'string' },
    parent: { type: 'ref', to: () => Thing },
  },
})

/** Sent without its id, and received without its password. */
export interface User {
  readonly id: number
  readonly name: string
  readonly password?: string | undefined
  readonly manager?: User | undefined
}

export const User: Schema<User> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    password: { type: 'string', secret: true },
    manager: { type: 'ref', to: () => User },
  },
})

/** Sent without its id, and received without its password. */
export interface UserInput {
  readonly name: string
  readonly password: string
  readonly manager?: UserInput | undefined
}

export const UserInput: Schema<UserInput> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['name', 'password'],
  readOnly: ['id'],
  properties: {
    name: { type: 'string' },
    password: { type: 'string', secret: true },
    manager: { type: 'ref', to: () => UserInput },
  },
})

/** Values of several types. */
export type Values = '1' | 1 | 1.5 | true

export const Values: Schema<Values> = /* @__PURE__ */ schema({
  type: 'any',
  enum: ['1', 1, 1.5, true, null],
  nullable: true,
})
