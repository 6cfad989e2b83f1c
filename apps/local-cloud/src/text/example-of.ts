type Schema = Readonly<Record<string, unknown>>

const MAX_DEPTH = 5

/** The plainest value that a JSON Schema allows, for the keywords that schemas of tools and answers use. */
export function exampleOf(schema: unknown, depth = 0): unknown {
  if (!isSchema(schema) || depth > MAX_DEPTH) return {}
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  const alternative = [schema['anyOf'], schema['oneOf'], schema['allOf']].find(Array.isArray)
  if (alternative !== undefined) return exampleOf(alternative[0], depth + 1)
  return exampleOfType(schema, depth)
}

function exampleOfType(schema: Schema, depth: number): unknown {
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type']
  switch (type) {
    case 'string':
      return 'local stand-in'
    case 'number':
    case 'integer':
      return schema['minimum'] ?? 0
    case 'boolean':
      return false
    case 'null':
      return null
    case 'array':
      return Number(schema['minItems'] ?? 0) > 0 ? [exampleOf(schema['items'], depth + 1)] : []
    default:
      return exampleOfObject(schema, depth)
  }
}

function exampleOfObject(schema: Schema, depth: number): unknown {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {}
  return Object.fromEntries(
    Object.entries(properties).map(([name, own]) => [name, exampleOf(own, depth + 1)]),
  )
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
