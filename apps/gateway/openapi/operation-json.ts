import { FORM_TYPE } from '@bulkhead/contracts/http/documents'

import type { Route } from '../src/route.ts'
import { EXAMPLE_CALLS } from './examples/calls.ts'
import { answerOf } from './examples/recorded.ts'
import type { Json } from './json.ts'
import type { NamedSchemas } from './named-schemas.ts'
import { HEADER_PARAMETERS, PATH_PARAMETERS } from './parameters.ts'
import type { ErrorResponses } from './route-errors.ts'
import { tagOf } from './tags.ts'

/** `GET /v1/models/:id`: how examples and tests name a route. */
export function operationKey(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path.replace(/\+$/, '')}`
}

/** The path as OpenAPI writes it. */
export function pathOf({ path }: Pick<Route, 'path'>): string {
  return path.replace(/\+$/, '').replaceAll(/:(\w+)/g, '{$1}')
}

/** What all operations of a document share. */
interface Parts {
  readonly schemas: NamedSchemas
  readonly errors: ErrorResponses
}

export function operationJson(route: Route, { schemas, errors }: Parts): Json {
  const { access, facts } = route
  const needs = typeof access === 'string' ? undefined : access.map((scope) => `\`${scope}\``).join(' and ')
  const description = [facts.operation.description, needs && `Requires the scope ${needs}.`].filter(Boolean)
  return {
    operationId: operationKey(route)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
    tags: [tagOf(route)],
    summary: facts.operation.summary,
    ...(description.length === 0 ? {} : { description: description.join('\n\n') }),
    security: securityJson(access),
    parameters: parametersJson(route, schemas),
    ...requestJson(route, schemas),
    responses: { ...successJson(route, schemas), ...errors.of(route) },
  }
}

function securityJson(access: Route['access']): Json[] {
  if (access === 'open') return []
  return access === 'admin' ? [{ adminToken: [] }] : [{ apiKey: [] }, { apiKeyHeader: [] }]
}

function parametersJson({ path, facts: { accepts, keepsResults } }: Route, schemas: NamedSchemas): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const inHeader = [...(accepts.headers ?? []), ...(keepsResults ? ['Idempotency-Key'] : [])]
  const of = (
    names: readonly string[],
    where: 'path' | 'header',
    meanings: Readonly<Record<string, string>>,
  ) =>
    names.map((name) => ({
      name,
      in: where,
      required: where === 'path',
      description: meanings[name] ?? '',
      schema: { type: 'string' },
    }))
  return [
    ...of(inPath, 'path', PATH_PARAMETERS),
    ...(accepts.query === undefined ? [] : queryJson(schemas.fieldsOf(accepts.query))),
    ...of(inHeader, 'header', HEADER_PARAMETERS),
  ]
}

function queryJson({ fields, required }: ReturnType<NamedSchemas['fieldsOf']>): Json[] {
  return Object.entries(fields).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description,
    schema,
  }))
}

const FORM_SCHEMA: Json = {
  type: 'object',
  required: ['file'],
  properties: {
    file: {
      type: 'array',
      items: { type: 'string', format: 'binary' },
      description: 'One part for each file, up to 100.',
    },
    id: { type: 'string', description: 'Own id; once for each file, in the same order, or not at all.' },
    title: { type: 'string', description: 'Title; once for each file, in the same order, or not at all.' },
    metadata: { type: 'string', description: 'Metadata as JSON; one is that of all files.' },
  },
}
const FILE_SCHEMA: Json = { type: 'string', format: 'binary' }

function requestJson(route: Route, schemas: NamedSchemas): Json {
  const { accepts } = route.facts
  if (accepts.body === undefined) return {}
  const raw = (accepts.rawTypes ?? []).map((type) => [
    type,
    { schema: type === FORM_TYPE ? FORM_SCHEMA : FILE_SCHEMA, ...examplesOf(fileExamples(route, type)) },
  ])
  const json = {
    schema: schemas.of(accepts.body, operationKey(route)),
    ...examplesOf(jsonExamples(route)),
  }
  return {
    requestBody: { required: true, content: { 'application/json': json, ...Object.fromEntries(raw) } },
  }
}

function examplesOf(examples: readonly (readonly [name: string, example: Json])[]): Json {
  return examples.length === 0 ? {} : { examples: Object.fromEntries(examples) }
}

function callsOf(route: Route) {
  const key = operationKey(route)
  return EXAMPLE_CALLS.filter((call) => call.operation === key && (answerOf(call)?.status ?? 500) < 400)
}

function jsonExamples(route: Route) {
  return callsOf(route).flatMap(({ name, summary, body }) =>
    body === undefined ? [] : [[name, { summary, value: body }] as const],
  )
}

function fileExamples(route: Route, type: string) {
  return callsOf(route).flatMap(({ name, summary, file }) =>
    file?.type === type ? [[name, { summary, value: file.text }] as const] : [],
  )
}

const EVENTS = 'text/event-stream'

function successJson(route: Route, schemas: NamedSchemas): Json {
  const { status = 200 } = route.facts.operation
  const content = [...repliesOf(route, schemas)].map(([type, schema]) => [
    type,
    { schema, ...examplesOf(answers(route, type)) },
  ])
  return {
    [status]: {
      description: DESCRIPTIONS[status] ?? 'Success.',
      headers: { 'x-request-id': { $ref: '#/components/headers/x-request-id' } },
      ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
    },
  }
}

/** Schemas of success by content type: those that the route names, and those that examples were answered with. */
function repliesOf(route: Route, schemas: NamedSchemas): Map<string, Json> {
  const { response, streams } = route.facts.operation
  const types = new Map<string, Json>()
  if (response !== undefined) types.set('application/json', schemas.of(response, operationKey(route)))
  if (streams === true) types.set(EVENTS, { type: 'string' })
  for (const type of callsOf(route).map((call) => answerOf(call)?.type ?? '')) {
    if (type === '' || types.has(type)) continue
    types.set(type, { type: type.includes('json') ? 'object' : 'string' })
  }
  return types
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  201: 'Created.',
  202: 'Accepted: the work goes on.',
  204: 'Done; nothing to say.',
}

function answers(route: Route, type: string) {
  return callsOf(route).flatMap((call) => {
    const answer = answerOf(call)
    return answer?.type === type
      ? [[call.name, { summary: call.summary, value: answer.body ?? answer.text }] as const]
      : []
  })
}
