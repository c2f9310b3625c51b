// Rules that `redocly lint` runs on every spec, for what the generator and the transport can carry.

interface Context {
  location: { pointer: string }
  key: string | number
  report(problem: { message: string; location?: unknown }): void
}
type Content = Record<string, { schema?: Record<string, unknown> }>
type Visitor = Record<string, (node: Record<string, unknown>, context: Context) => void>

const form = 'application/x-www-form-urlencoded'
const json = /^application\/([\w.-]+\+)?json$/
const scalars = ['string', 'integer', 'number', 'boolean']
const keywords = new Set(
  (
    'type format description properties required items additionalProperties enum minimum maximum minLength maxLength ' +
    'pattern nullable readOnly writeOnly oneOf discriminator allOf example'
  ).split(' '),
)

/** Operations become functions: `createToken`. */
function operationIdCamelCase(): Visitor {
  return {
    Operation({ operationId }, { report }) {
      if (typeof operationId === 'string' && !/^[a-z][A-Za-z0-9]*$/.test(operationId)) {
        report({ message: `\`operationId\` must be camelCase, not \`${operationId}\`: it becomes a function's name.` })
      }
    },
  }
}

/** An unnamed schema would get an invented name, which changes when the spec does. */
function namedSchemas(): Visitor {
  return {
    MediaType({ schema }, { report }) {
      // A text, or a list of named schemas, needs no name of its own.
      const { type, items } = (schema ?? {}) as { type?: unknown; items?: unknown } // as OpenAPI has it
      const named = Object(type === 'array' ? items : schema) as { $ref?: unknown; type?: unknown } // as OpenAPI has it
      if (typeof named.$ref !== 'string' && !scalars.includes(String(named.type))) {
        report({ message: 'A body must be a $ref to a schema in components, so that its type has a name.' })
      }
    },
    Schema(schema, { location, report }) {
      const inline = !/^#\/components\/schemas\/[^/]+$/.test(location.pointer)
      if (inline && (schema['properties'] || schema['oneOf'])) {
        report({
          message: 'An object inside a schema must be a $ref to one in components, so that its type has a name.',
        })
      }
    },
  }
}

/** The transport sends and reads one content type per body. */
function oneContentType(): Visitor {
  return {
    RequestBody({ content }, { report }) {
      const types = Object.keys((content ?? {}) as Content) // as OpenAPI has it
      const [type = ''] = types
      if (types.length !== 1 || (type !== form && !json.test(type))) {
        report({
          message: `A request body must have exactly one content type, of application/json, another that ends in +json, and ${form}.`,
        })
      }
    },
    Response({ content }, { key, report }) {
      if (!content || /^[45]/.test(String(key))) return
      const types = Object.keys(content as Content) // as OpenAPI has it
      const [type = ''] = types
      if (types.length !== 1 || (type !== 'text/plain' && !json.test(type))) {
        report({
          message:
            'A response must have exactly one content type, of application/json, another that ends in +json, and text/plain, or no content at all.',
        })
      }
    },
  }
}

/** Errors keep their meaning whatever their body, but what is documented must be readable. */
function errorBody(): Visitor {
  return {
    Response({ content }, { key, report }) {
      if (!content || !/^[45]/.test(String(key))) return
      const [only, ...others] = Object.entries(content as Content) // as OpenAPI has it
      if (!only || others.length > 0 || !json.test(only[0]) || !only[1].schema) {
        report({
          message: `The error ${key} must have a schema for application/json, or another type that ends in +json, or no content where its body is text or unknown.`,
        })
      }
    },
  }
}

/** A keyword that generated code does not check would be a promise that nobody keeps. */
function supportedKeywords(): Visitor {
  return {
    Schema(schema, { report }) {
      for (const keyword of Object.keys(schema)) {
        if (keyword.startsWith('x-') || keywords.has(keyword)) continue
        report({ message: `Generated code does not check \`${keyword}\`: leave it out, or teach the generator first.` })
      }
      if (schema['oneOf'] && !schema['discriminator']) {
        report({ message: 'A `oneOf` needs a `discriminator`, which says which variant a value is.' })
      }
      if (Array.isArray(schema['allOf']) && !(schema['allOf'].length === 1 && !schema['properties'])) {
        report({
          message: '`allOf` is only for a $ref with more said about it: write the members of an object in one place.',
        })
      }
    },
  }
}

/** Whoever quotes no text writes a dash where YAML would take the colon, and the sentence reaches generated comments. */
function sourceColon(): Visitor {
  return {
    any(node, { report }) {
      const { description } = Object(node) as { description?: unknown } // a node may be a text
      if (typeof description === 'string' && /\bSource [-–]/.test(description)) {
        report({ message: 'Write `Source: …`, in quotes if need be: generated comments leave that sentence out.' })
      }
    },
  }
}

// biome-ignore lint/style/noDefaultExport: redocly reads the default export of a plugin.
export default function authRules(): object {
  return {
    id: 'auth',
    rules: {
      oas3: {
        'operation-id-camel-case': operationIdCamelCase,
        'named-schemas': namedSchemas,
        'one-content-type': oneContentType,
        'error-body': errorBody,
        'supported-keywords': supportedKeywords,
        'source-colon': sourceColon,
      },
    },
  }
}
