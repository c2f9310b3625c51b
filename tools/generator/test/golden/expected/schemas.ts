// Written by `pnpm generate` from the OpenAPI document. Do not edit.
import { type Schema, schema } from '@auth/core/api'

export interface Circle {
  kind: 'circle'
  radius: number
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
  grant_type: 'code'
  code: string
}

export const CodeGrant: Schema<CodeGrant> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['grant_type', 'code'],
  properties: {
    grant_type: { type: 'string', enum: ['code'] },
    code: { type: 'string', secret: true },
  },
})

/**
 * A closed enumeration used by reference.
 */
export type Colour = 'red' | "it's" | 'say \"hi\"' | 'a`b' | '${x}' | 'back\\slash'

export const Colour: Schema<Colour> = /* @__PURE__ */ schema({
  type: 'string',
  enum: ['red', "it's", 'say \"hi\"', 'a`b', '${x}', 'back\\slash'],
})

/**
 * A schema with the name of a global.
 */
export interface ErrorModel {
  /**
   * Open set.
   */
  code?: "it's" | 'plain' | (string & {}) | undefined
  status?: string | undefined
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
  grant_type: 'key'
  key: string
  mode?: 'a' | 'b' | undefined
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

/**
 * Small.
 */
export interface Note {
  text: string
}

export const Note: Schema<Note> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['text'],
  properties: {
    text: { type: 'string', minLength: 1, maxLength: 10 },
  },
})

/**
 * Discriminated by kind.
 */
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
  kind: 'square'
  side: number
}

export const Square: Schema<Square> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['kind', 'side'],
  properties: {
    kind: { type: 'string', enum: ['square'] },
    side: { type: 'number' },
  },
})

/**
 * All kinds of members. *​/ `x` ${x} "q"
 */
export interface Thing {
  /**
   * Ends *​/ a comment, `${x}` and "q".
   */
  id: string
  /**
   * A reserved word.
   */
  class: string
  'nullable-required': string | null
  colour: Colour
  'inline-enum'?: "it's" | 'b\"c' | undefined
  'numeric-enum'?: 1 | 2 | undefined
  count?: number | undefined
  ratio?: number | undefined
  flag?: boolean | undefined
  secret?: string | undefined
  matrix?: Array<Array<Note>> | undefined
  labels?: Record<string, string | null> | undefined
  groups?: Record<string, Array<Colour>> | undefined
  'one-or-many'?: Array<string> | undefined
  /**
   * No type at all.
   */
  anything?: unknown | undefined
  /**
   * Any object.
   */
  free?: Record<string, unknown> | undefined
  note?: Note | undefined
  'maybe-note'?: Note | null | undefined
  when?: string | undefined
  parent?: Thing | undefined
}

export const Thing: Schema<Thing> = /* @__PURE__ */ schema({
  type: 'object',
  required: ['id', 'class', 'nullable-required', 'colour'],
  properties: {
    id: { type: 'string', pattern: '^[a-z]+(/\\d+)?$' },
    class: { type: 'string' },
    'nullable-required': { type: 'string', nullable: true },
    colour: { type: 'ref', to: () => Colour },
    'inline-enum': { type: 'string', enum: ["it's", 'b\"c'] },
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
