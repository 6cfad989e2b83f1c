import { expect, test } from 'vitest'

import { ROUTES } from '../src/routes.ts'
import { openApiDocument, operationKey } from './document.ts'
import { OPERATIONS } from './operations.ts'

test('describes every route and no other', () => {
  const { paths } = openApiDocument(ROUTES, OPERATIONS)
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )

  expect(described.toSorted()).toEqual(ROUTES.map(operationKey).toSorted())
})

test('fails to be made when a route is not described', () => {
  const { 'POST /v1/search': _, ...rest } = OPERATIONS

  expect(() => openApiDocument(ROUTES, rest)).toThrow('routed but not described: POST /v1/search')
})

test('fails to be made when a description has no route', () => {
  const more = { ...OPERATIONS, 'GET /v1/nothing': { summary: 'x', status: 200 } }

  expect(() => openApiDocument(ROUTES, more)).toThrow('described but not routed: GET /v1/nothing')
})

test('says what a request may hold, from its schema', () => {
  const { paths } = openApiDocument(ROUTES, OPERATIONS)

  expect(paths['/v1/search']?.['post']).toMatchObject({
    requestBody: {
      content: {
        'application/json': {
          schema: { required: ['query'], properties: { topK: { maximum: 50 } }, additionalProperties: false },
        },
      },
    },
    responses: { 200: {}, 401: {}, 402: {}, 429: {}, 503: {} },
  })
})
