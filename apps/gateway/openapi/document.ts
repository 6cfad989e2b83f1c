import { ERROR_CODES, isErrorCode, type ErrorCode } from '@bulkhead/errors/codes'
import * as z from 'zod/mini'

import type { Route } from '../src/route.ts'
import type { Operation } from './operations.ts'

type Json = Record<string, unknown>

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

/** What any route of a tenant can answer, whatever it does. */
const TENANT_ERRORS: readonly ErrorCode[] = [
  'tenant_required',
  'invalid_request',
  'api_key_required',
  'api_key_invalid',
  'api_key_expired',
  'tenant_mismatch',
  'tenant_suspended',
  'scope_insufficient',
  'tenant_not_found',
  'request_timeout',
  'payload_too_large',
  'rate_limited',
  'internal',
  'admission_unavailable',
  'service_unavailable',
]
const ADMIN_ERRORS: readonly ErrorCode[] = [
  'api_key_invalid',
  'rate_limited',
  'internal',
  'service_unavailable',
]

export function operationKey(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path.replace(/\+$/, '')}`
}

/** OpenAPI 3.1 of a route table. @throws Error when a route has no entry in `operations`, or an entry no route. */
export function openApiDocument(
  routes: readonly Route[],
  operations: Readonly<Record<string, Operation>>,
): OpenApi {
  const keys = new Set(routes.map(operationKey))
  const unknown = Object.keys(operations).filter((key) => !keys.has(key))
  if (unknown.length > 0) throw new Error(`described but not routed: ${unknown.join(', ')}`)
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const operation = operations[operationKey(route)]
    if (operation === undefined) throw new Error(`routed but not described: ${operationKey(route)}`)
    const path = route.path.replace(/\+$/, '').replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationJson(route, operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bulkhead',
      version: '1',
      description: 'A multi-tenant AI backend: chat, document search and grounded answers.',
    },
    paths,
    components: {
      schemas: { Error: schemaJson(ErrorEnvelope) },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'A key of the form bh_<keyId>_<secret>.' },
        adminToken: { type: 'http', scheme: 'bearer', description: "The operator's token." },
      },
    },
  }
}

function operationJson(route: Route, operation: Operation): Json {
  const { access } = route
  const isTenants = typeof access !== 'string'
  return {
    operationId: operationKey(route)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
    summary: operation.summary,
    description: [
      operation.description,
      isTenants ? `Needs the scope ${access.map((scope) => `\`${scope}\``).join(' and ')}.` : undefined,
    ]
      .filter(Boolean)
      .join('\n\n'),
    security: access === 'open' ? [] : [access === 'admin' ? { adminToken: [] } : { apiKey: [] }],
    parameters: parametersJson(route, operation),
    ...requestJson(operation),
    responses: { ...successJson(operation), ...errorsJson(route, operation) },
  }
}

function parametersJson(route: Route, { query = [], headers = [] }: Operation): Json[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
  }))
  const rest = [
    ...query.map((name) => ({ name, in: 'query', required: false })),
    ...headers.map((name) => ({ name, in: 'header', required: false })),
  ]
  return [...inPath, ...rest].map((parameter) => ({ ...parameter, schema: { type: 'string' } }))
}

function requestJson({ request, rawRequest = [] }: Operation): Json {
  if (request === undefined) return {}
  const raw = rawRequest.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])
  const content = { 'application/json': { schema: schemaJson(request) }, ...Object.fromEntries(raw) }
  return { requestBody: { required: true, content } }
}

function successJson({ status, response, streams }: Operation): Json {
  const content = {
    ...(response === undefined ? {} : { 'application/json': { schema: schemaJson(response) } }),
    ...(streams === true ? { 'text/event-stream': { schema: { type: 'string' } } } : {}),
  }
  const body = Object.keys(content).length === 0 ? {} : { content }
  return { [status]: { description: 'Success', ...body } }
}

function errorsJson(route: Route, { errors = [] }: Operation): Json {
  const general = route.access === 'open' ? [] : route.access === 'admin' ? ADMIN_ERRORS : TENANT_ERRORS
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of new Set([...general, ...errors])) {
    const { status } = ERROR_CODES[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [status, { description: describe(codes), content }]),
  )
}

function describe(codes: readonly string[]): string {
  return codes
    .map((code) => `\`${code}\`: ${isErrorCode(code) ? ERROR_CODES[code].message : ''}`)
    .join('\n\n')
}

function schemaJson(schema: z.core.$ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input' })
  return json
}
