import * as z from 'zod/mini'

import type { Route } from '../src/route.ts'
import type { Operation } from './operation.ts'
import type { Json, SchemaBook } from './schema-json.ts'

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
})

/** Headers that many operations take. */
export const PARAMETERS = {
  IfMatch: header('If-Match', 'The `ETag` that the change is based on; another one now answers 412.'),
  IdempotencyKey: header(
    'Idempotency-Key',
    'Any string of 1 to 255 characters. A repeat with it has no second effect.',
  ),
  AuditReason: header(
    'x-audit-reason',
    'Why, in 1 to 500 characters, URI-encoded: `reason` of the audit event unless the body has one.',
  ),
} as const

const IN_PATH: Readonly<Record<string, string>> = {
  keyId: 'The public id of the key.',
  deliveryId: 'The id of the delivery.',
  requestId: 'The `x-request-id` of the answer.',
  name: 'The name of the plan.',
}

const IN_QUERY: Readonly<Record<string, string>> = {
  limit: 'How many a page holds, at most 100.',
  cursor: 'The `nextCursor` of the page before.',
  dryRun: '`true`: answer what would change, and write nothing.',
}

/** Of path, query and headers. */
export function parametersJson(book: SchemaBook, route: Route, operation: Operation): Json[] {
  const { path, method, query, signsIn } = route
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const isChange = method !== 'GET' && signsIn !== true
  return [
    ...names.map((name) => ({
      name,
      in: 'path',
      required: true,
      description: IN_PATH[name] ?? `The id of the ${path.includes('/tenants') ? 'tenant' : 'resource'}.`,
      schema: { type: 'string' },
    })),
    ...(query === undefined ? [] : queryJson(book, query)),
    ...(isChange && operation.versioned === true && operation.status !== 201 ? [reference('IfMatch')] : []),
    ...(isChange && method === 'POST' ? [reference('IdempotencyKey')] : []),
    ...(isChange ? [reference('AuditReason')] : []),
  ]
}

function reference(name: keyof typeof PARAMETERS): Json {
  return { $ref: `#/components/parameters/${name}` }
}

function queryJson(book: SchemaBook, query: z.core.$ZodType): Json[] {
  if (!(query instanceof z.ZodMiniObject)) return []
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    ...(IN_QUERY[name] === undefined ? {} : { description: IN_QUERY[name] }),
    schema: book.add(schema),
  }))
}
