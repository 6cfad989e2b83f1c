import type { Fetch } from '@bulkhead/harness/bulkhead'
import { read } from '@bulkhead/harness/client'

import type { JsonSchema } from '../arbitrary-of-schema.ts'

/** One operation of the admin API, as its own document describes it. */
export interface AdminOperation {
  readonly method: string
  /** Ids stand in braces. */
  readonly path: string
  readonly roles: readonly string[]
  /** Answers whoever has no credentials. */
  readonly isOpen: boolean
  readonly query: Readonly<Record<string, JsonSchema>>
  readonly body: JsonSchema | undefined
  readonly example: unknown
  /** Its answer has an ETag. */
  readonly isVersioned: boolean
}

interface Parameter {
  readonly name?: string
  readonly in?: string
  readonly schema?: JsonSchema
}

interface Described {
  readonly 'x-roles'?: readonly string[]
  readonly security?: readonly object[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Record<string, { schema: JsonSchema; example?: unknown }> }
  readonly responses: Readonly<Record<string, { readonly headers?: object }>>
}

interface AdminDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

/** A new route is fuzzed as soon as it is described. */
export async function readOperations(fetch: Fetch): Promise<AdminOperation[]> {
  const { text } = await read(await fetch('/admin/v1/openapi.json'))
  const document: AdminDocument = JSON.parse(text)
  const resolve = resolver(document)
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(path, method, described, resolve)),
  )
}

function operationOf(
  path: string,
  method: string,
  described: Described,
  resolve: (schema: JsonSchema) => JsonSchema,
): AdminOperation {
  const { parameters = [], responses, requestBody, security } = described
  const content = requestBody?.content['application/json']
  const query = parameters.flatMap(({ name = '', in: where, schema = {} }) =>
    where === 'query' ? [[name, resolve(schema)] as const] : [],
  )
  return {
    method: method.toUpperCase(),
    path,
    roles: described['x-roles'] ?? [],
    isOpen: security !== undefined,
    query: Object.fromEntries(query),
    body: content === undefined ? undefined : resolve(content.schema),
    example: content?.example,
    isVersioned: JSON.stringify(responses['200']?.headers ?? {}).includes('ETag'),
  }
}

/** Puts in place of each reference what it names; no schema of a request names itself. */
function resolver({ components }: AdminDocument): (schema: JsonSchema) => JsonSchema {
  const inPlace = (_: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('$ref' in value)) return value
    const name = String(value.$ref).split('/').at(-1) ?? ''
    return JSON.parse(JSON.stringify(components.schemas[name] ?? {}, inPlace))
  }
  return (schema) => {
    const resolved: JsonSchema = JSON.parse(JSON.stringify(schema, inPlace))
    return resolved
  }
}
