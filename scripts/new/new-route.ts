import { before, camelCase, pascalCase, type Change } from './change.ts'

export interface NewRoute {
  /** `/v1/reports/:id` */
  readonly path: string
  readonly method: string
  readonly scope: string
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE']
const PATH = /^\/v1(\/[a-z][a-z-]*(\/:[a-z][A-Za-z]*)?)+$/
const ROUTES = 'apps/gateway/src/routes.ts'

/** The schema, the route and its row. @throws Error when path or method is none. */
export function newRoute(route: NewRoute): Change[] {
  if (!PATH.test(route.path))
    throw new Error(`${route.path} is not a path like /v1/reports or /v1/reports/:id`)
  if (!METHODS.includes(route.method)) throw new Error(`${route.method} is none of ${METHODS.join(', ')}`)
  const file = fileNameOf(route.path)
  const name = camelCase(`${route.method.toLowerCase()}-${file}`)
  return [
    { path: `packages/contracts/src/http/${file}.ts`, text: schemaText(route, pascalCase(file)) },
    { path: `apps/gateway/src/routes/v1/${file}.ts`, text: routeText(route, { file, name }) },
    { path: ROUTES, edit: (text) => withRow(text, name, file) },
  ]
}

/** `/v1/reports/:id/lines` is in `report-lines.ts`: a name before a parameter is one of many. */
export function fileNameOf(path: string): string {
  return path
    .replace('/v1/', '')
    .replaceAll(/s\/:\w+/g, '')
    .replaceAll(/\/:\w+/g, '')
    .replaceAll('/', '-')
}

function withRow(routes: string, name: string, file: string): string {
  const imported = before('\n/** Every route', `import { ${name} } from './routes/v1/${file}.ts'\n`)(routes)
  return before('  metrics,\n', `  ${name},\n`)(imported)
}

function schemaText({ method, path }: NewRoute, type: string): string {
  const request = takesBody(method)
    ? `/** \`${method} ${path}\`. */
export const ${type}Request = z.strictObject({ text: z.string().check(z.minLength(1), z.maxLength(4_000)) })
export type ${type}Request = z.infer<typeof ${type}Request>

`
    : ''
  return `import * as z from 'zod/mini'

${request}export const ${type}Reply = z.object({ text: z.string() })
export type ${type}Reply = z.infer<typeof ${type}Reply>
`
}

function routeText(
  { method, path, scope }: NewRoute,
  { file, name }: { file: string; name: string },
): string {
  const type = pascalCase(file)
  const params = [...path.matchAll(/:(\w+)/g)].map(([, param]) => `${param}: words('${param}')`)
  const body = takesBody(method) ? [`body: { text: words('text') }`] : []
  const named = params.length > 0 ? [`params: { ${params.join(', ')} }`] : []
  const probe = [...named, ...body].join(', ')
  const schemas = takesBody(method) ? `${type}Reply, ${type}Request` : `${type}Reply`
  return `import { ${schemas} } from '@bulkhead/contracts/http/${file}'

import { READ_TIMEOUT_MS } from '../../limits.ts'
import { ${takesBody(method) ? 'jsonBody' : 'nothing'} } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'

export const ${name} = tenantRoute({
  method: '${method}',
  path: '${path}',
  scopes: ['${scope}'],
  operation: { summary: '${method} ${path}', response: ${type}Reply },
  probes: (${probe === '' ? '' : '{ words }'}) => [{ ${probe} }],
  timeoutMs: READ_TIMEOUT_MS,
  reads: ${takesBody(method) ? `jsonBody(${type}Request)` : 'nothing'},
  handle: async (${takesBody(method) ? '_call, { text }' : 'call'}) =>
    Response.json({ text${takesBody(method) ? '' : ': call.tenant.id'} }),
})
`
}

function takesBody(method: string): boolean {
  return method === 'POST' || method === 'PUT'
}
