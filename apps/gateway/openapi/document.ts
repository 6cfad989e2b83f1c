import { ERROR_CODES } from '@bulkhead/errors/codes'
import * as z from 'zod/mini'

import type { Route } from '../src/route.ts'
import { EXAMPLE_NAMES } from './examples.ts'
import { errorsJson } from './route-errors.ts'

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

export function operationKey(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path.replace(/\+$/, '')}`
}

/** OpenAPI 3.1 of a route table. */
export function openApiDocument(routes: readonly Route[]): OpenApi {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replace(/\+$/, '').replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationJson(route) }
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

function operationJson(route: Route): Json {
  const { access, facts } = route
  const needs = typeof access === 'string' ? undefined : access.map((scope) => `\`${scope}\``).join(' and ')
  return {
    operationId: operationKey(route)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
    summary: facts.operation.summary,
    description: [
      facts.operation.description,
      needs === undefined ? undefined : `Requires the scope ${needs}.`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    security: access === 'open' ? [] : [access === 'admin' ? { adminToken: [] } : { apiKey: [] }],
    parameters: parametersJson(route),
    ...requestJson(route),
    responses: { ...successJson(route), ...errorsJson(route) },
  }
}

function parametersJson({ path, facts: { accepts, keepsResults } }: Route): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const inHeader = [...(accepts.headers ?? []), ...(keepsResults ? ['Idempotency-Key'] : [])]
  return [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(accepts.query === undefined ? [] : queryJson(accepts.query)),
    ...inHeader.map((name) => ({ name, in: 'header', required: false, schema: { type: 'string' } })),
  ]
}

function queryJson(query: z.core.$ZodType): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function requestJson({ facts: { accepts, probes } }: Route): Json {
  if (accepts.body === undefined) return {}
  const raw = (accepts.rawTypes ?? []).map((type) => [type, { schema: { type: 'string', format: 'binary' } }])
  const json = { schema: schemaJson(accepts.body), example: probes(EXAMPLE_NAMES)[0]?.body }
  return {
    requestBody: { required: true, content: { 'application/json': json, ...Object.fromEntries(raw) } },
  }
}

function successJson({ facts: { operation } }: Route): Json {
  const { status = 200, response, streams } = operation
  const content = {
    ...(response === undefined ? {} : { 'application/json': { schema: schemaJson(response) } }),
    ...(streams === true ? { 'text/event-stream': { schema: { type: 'string' } } } : {}),
  }
  const body = Object.keys(content).length === 0 ? {} : { content }
  return { [status]: { description: 'Success', ...body } }
}

function schemaJson(schema: z.core.$ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input' })
  return json
}
