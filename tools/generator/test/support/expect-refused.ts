import { expect } from 'vitest'
import { prepare } from '../../src/prepare.ts'
import { type Parts, smallSpec } from './small-spec.ts'

/** By kind: what is wrong, the spec that has it, and what is said about it. */
export type Refusals = Record<string, [what: string, parts: Parts, message: string][]>

export function expectRefused(_what: string, parts: Parts, message: string): void {
  expect(() => prepare(smallSpec(parts), 'x.yaml')).toThrow(message)
}
