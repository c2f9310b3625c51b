import { readShape } from './read.ts'
import type { Issue, Schema, Shape } from './shape.ts'

/** Makes a schema of a shape. */
export function schema<Output>(shape: Shape): Schema<Output> {
  return {
    shape,
    '~standard': {
      version: 1,
      vendor: '@auth/core',
      validate(value) {
        const issues: Issue[] = []
        const output = readShape(shape, value, [], issues)
        // The shape is the run-time form of Output: the generator writes both from one OpenAPI schema.
        return issues.length > 0 ? { issues } : { value: output as Output }
      },
    },
  }
}
