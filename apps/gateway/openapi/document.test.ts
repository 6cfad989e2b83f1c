import { CONTENT_TYPES } from '@bulkhead/contracts/http/documents'
import { expect, test } from 'vitest'

import { ROUTES } from '../src/routes.ts'
import { openApiDocument } from './document.ts'
import { operationKey } from './operation-json.ts'

const { paths, components } = openApiDocument(ROUTES)

test('describes every route and no other', () => {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )

  expect(described.toSorted()).toEqual(ROUTES.map(operationKey).toSorted())
})

test('says what a request may contain, from the schema that reads it', () => {
  expect(paths['/v1/search']?.['post']).toMatchObject({
    requestBody: {
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/SearchRequest' },
          examples: { hybrid: { value: { topK: 3 } } },
        },
      },
    },
    responses: { 200: {}, 401: {}, 402: {}, 415: {}, 429: {}, 503: {} },
  })
  expect(components).toMatchObject({
    schemas: {
      SearchRequest: {
        required: ['query'],
        properties: { topK: { maximum: 50 } },
        additionalProperties: false,
      },
    },
  })
})

test('lists every format that a raw upload may have, and JSON once', () => {
  const operation = paths['/v1/documents']!['post'] as { requestBody: { content: object } }

  const types = Object.keys(operation.requestBody.content)
  expect(types.filter((type) => type === 'application/json')).toHaveLength(1)
  expect(types).toEqual(expect.arrayContaining(Object.values(CONTENT_TYPES).flat()))
  expect(types).toEqual(expect.arrayContaining(['multipart/form-data', 'application/zip', 'text/markdown']))
})

test('takes parameters from the path, the query schema and the headers that are read', () => {
  const namesOf = (operation: unknown) =>
    (operation as { parameters: { name: string; in: string }[] }).parameters.map(
      (parameter) => `${parameter.in} ${parameter.name}`,
    )

  expect(namesOf(paths['/v1/sessions/{id}/messages']?.['get'])).toEqual([
    'path id',
    'query limit',
    'query cursor',
  ])
  expect(namesOf(paths['/v1/sessions/{id}/messages']?.['post'])).toEqual([
    'path id',
    'query protocol',
    'header Idempotency-Key',
  ])
  expect(namesOf(paths['/v1/sessions/{id}/messages/{messageId}/stream']?.['get'])).toEqual([
    'path id',
    'path messageId',
    'query protocol',
    'header Last-Event-ID',
  ])
})
