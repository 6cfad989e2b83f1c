import { keyOf, type Route } from '../src/route.ts'
import { answersJson } from './answers.ts'
import { ErrorBook, ErrorEnvelope } from './errors.ts'
import { TAGS, type Operation, type Operations } from './operation.ts'
import { parametersJson, PARAMETERS } from './parameters.ts'
import { exampleOf, SchemaBook, type Json } from './schema-json.ts'

interface OpenApi extends Json {
  readonly paths: Record<string, Json>
}

const DESCRIPTION = `Tenants, keys, money and what happened: the operators' side of Bulkhead.

Programs send a token as \`Authorization: Bearer bho_…\`. The console exchanges it for a session, whose cookie counts
only for requests of its own pages. \`x-roles\` says who may use an operation.

\`PATCH\` takes a JSON merge patch (absent keeps, null clears, lists replace), \`PUT\` a whole document. A resource has
an \`ETag\`; a change with an \`If-Match\` that is out of date answers 412. \`dryRun=true\` writes nothing and answers
\`{resource, changes}\`. A POST with an \`Idempotency-Key\` can be repeated for a day.

A change that a tenant's home object has to enforce answers 200 or 201 with \`enforcedAt\` once no request is decided by
the old state, and 202 with \`propagation: "pending"\` while the home object cannot be reached.`

/** OpenAPI 3.1 of a table of routes. @throws for a route that no operation describes */
export function openApiDocument(routes: readonly Route[], operations: Operations): OpenApi {
  const books = { schemas: new SchemaBook(), errors: new ErrorBook() }
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const operation = operations[keyOf(route)]
    if (operation === undefined) throw new TypeError(`${keyOf(route)} is not described`)
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationJson(books, route, operation) }
  }
  const error = books.schemas.add(ErrorEnvelope)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bulkhead admin API',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The host that serves this document.' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: { ...books.schemas.named(), Error: { ...error, title: 'Error' } },
      responses: books.errors.responses(),
      parameters: PARAMETERS,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: "The admin token, or an operator's: `bho_…`." },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-bulkhead',
          description: "A session of the console's own pages.",
        },
      },
    },
  }
}

interface Books {
  readonly schemas: SchemaBook
  readonly errors: ErrorBook
}

function operationJson({ schemas, errors }: Books, route: Route, operation: Operation): Json {
  const { summary, roles, signsIn, forNobody } = route
  return {
    operationId: operation.name,
    tags: [operation.tag],
    summary: summary.replaceAll('`', ''),
    description: `${summary}.\n\nRoles: ${roles.join(', ')}.`,
    'x-roles': roles,
    ...(signsIn === true ? { security: [] } : {}),
    ...(forNobody === undefined ? {} : { security: [{}, { token: [] }, { session: [] }] }),
    parameters: parametersJson(schemas, route, operation),
    ...bodyJson(schemas, route, operation),
    responses: { ...answersJson(schemas, route, operation), ...errors.add(route, operation) },
  }
}

function bodyJson(book: SchemaBook, { body: read }: Route, { body = read }: Operation): Json {
  if (body === undefined) return {}
  const example = exampleOf(body)
  const content = { schema: book.add(body), ...(example === undefined ? {} : { example }) }
  return { requestBody: { required: true, content: { 'application/json': content } } }
}
