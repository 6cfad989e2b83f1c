import { ERROR_CODES } from '@bulkhead/errors/codes'
import * as z from 'zod/mini'

import type { Route } from '../src/route.ts'
import { describeFields } from './describe-fields.ts'
import { errorExamples } from './examples/error-examples.ts'
import type { Json } from './json.ts'
import { NamedSchemas } from './named-schemas.ts'
import { operationJson, pathOf } from './operation-json.ts'
import { ErrorResponses, errorsOf } from './route-errors.ts'
import { TAGS } from './tags.ts'

interface OpenApi extends Json {
  readonly paths: Record<string, Json>
}

const ErrorEnvelope = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_CODES)),
    message: z.string(),
    type: z.string(),
    param: z.nullable(z.string()),
    requestId: z.string(),
    traceId: z.string(),
    details: z.optional(z.unknown()),
  }),
})

const DESCRIPTION = `A multi-tenant AI backend: chat, document search and grounded answers.

Send your key as \`Authorization: Bearer bh_…\` or as \`x-api-key\`. Every error has one shape, \`Error\`; \`code\` says what happened, and 429 and 503 carry \`Retry-After\`.
Every response has \`x-request-id\`. Answers that are streamed are server-sent events with exactly one terminal event. A POST with an \`Idempotency-Key\` takes effect once.`

/** OpenAPI 3.1 of a route table. */
export function openApiDocument(routes: readonly Route[]): OpenApi {
  const parts = { schemas: new NamedSchemas(), errors: new ErrorResponses() }
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = pathOf(route)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationJson(route, parts) }
  }
  const codes = new Set(routes.flatMap((route) => [...errorsOf(route)]))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bulkhead',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The deployment that serves this document.' }],
    tags: TAGS,
    paths,
    components: {
      schemas: { Error: describeFields('Error', envelopeJson()), ...parts.schemas.components },
      responses: parts.errors.components,
      examples: errorExamples(codes),
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

const HEADERS: Json = {
  'x-request-id': { description: 'The id of this request, in logs and traces.', schema: { type: 'string' } },
  'retry-after': { description: 'Seconds to wait before the next attempt.', schema: { type: 'integer' } },
}

const KEY = 'A key of the form `bh_<tenant>_<key id>_<secret>`.'
const SECURITY_SCHEMES: Json = {
  apiKey: { type: 'http', scheme: 'bearer', description: KEY },
  apiKeyHeader: { type: 'apiKey', in: 'header', name: 'x-api-key', description: KEY },
  adminToken: { type: 'http', scheme: 'bearer', description: "The operator's token." },
}

function envelopeJson(): Json {
  const { $schema: _, ...json } = z.toJSONSchema(ErrorEnvelope, { io: 'input' })
  return json
}
