import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { keyOf } from '../src/route.ts'
import { ROUTES } from '../src/routes.ts'
import { MEANINGS } from './describe-fields.ts'
import { openApiDocument } from './document.ts'
import { OPERATIONS } from './operations.ts'

const document = openApiDocument(ROUTES, OPERATIONS)
const text = JSON.stringify(document)

test('every route is described, and nothing else is', () => {
  expect(Object.keys(OPERATIONS).toSorted()).toEqual(ROUTES.map(keyOf).toSorted())
})

test('no two operations have the same name', () => {
  const names = Object.values(OPERATIONS).map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('every reference leads somewhere', () => {
  for (const [, reference = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = reference.split('/').reduce<unknown>((at, step) => Reflect.get(Object(at), step), document)
    expect([reference, typeof target]).toEqual([reference, 'object'])
  }
})

test('the types of the client are those of this document', () => {
  const types = readFileSync(
    join(import.meta.dirname, '../../../packages/admin-client/src/schema.ts'),
    'utf8',
  )
  const digest = createHash('sha256').update(text).digest('hex')
  expect(types.slice(0, 300), 'pnpm write:docs writes them').toContain(digest)
})

test('every field has a description, and every description a field', () => {
  const names = new Map<string, boolean>()
  JSON.parse(text, function (this: object, key, value) {
    if (key === 'properties') {
      for (const [name, field] of Object.entries<object>(value)) {
        names.set(name, (names.get(name) ?? true) && 'description' in field)
      }
    }
    return value
  })

  expect([...names].filter(([, isDescribed]) => !isDescribed).map(([name]) => name)).toEqual([])
  expect(Object.keys(MEANINGS).filter((name) => !names.has(name))).toEqual([])
})
