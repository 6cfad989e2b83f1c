import { expect, test } from 'vitest'

import { ROUTES } from '../src/routes.ts'
import { DESCRIPTIONS } from './describe-fields.ts'
import { openApiDocument } from './document.ts'
import { EXAMPLE_CALLS } from './examples/calls.ts'
import { answerOf, keyOfCall } from './examples/recorded.ts'
import { isJson, type Json } from './json.ts'
import { operationKey } from './operation-json.ts'

const document = openApiDocument(ROUTES)

/** Every property and parameter under a place, with its description. */
function described(value: unknown, place: string): [place: string, description: unknown][] {
  if (Array.isArray(value)) return value.flatMap((part, index) => described(part, `${place}/${index}`))
  if (!isJson(value)) return []
  return Object.entries(value).flatMap(([keyword, part]) => {
    if (keyword === 'examples' || keyword === 'value') return []
    const own = keyword === 'properties' && isJson(part) ? fieldsOf(part, place) : []
    const parameters =
      keyword === 'parameters' && Array.isArray(part)
        ? fieldsOf(Object.fromEntries(part.entries()), place)
        : []
    return [...own, ...parameters, ...described(part, `${place}/${keyword}`)]
  })
}

function fieldsOf(fields: Json, place: string): [string, unknown][] {
  return Object.entries(fields).map(([name, field]) => [
    `${place}/${name}`,
    isJson(field) ? field['description'] : undefined,
  ])
}

test('every field and parameter has a description', () => {
  const missing = described(document, '').filter(([, description]) => !description)

  expect(missing).toEqual([])
})

test('every description belongs to a field', () => {
  const used = new Set(described(document, '').map(([, description]) => description))
  const unused = Object.entries(DESCRIPTIONS).flatMap(([place, fields]) =>
    Object.entries(fields)
      .filter(([, description]) => !used.has(description))
      .map(([field]) => `${place}.${field}`),
  )

  expect(unused).toEqual([])
})

test('every route has an example, and every example an answer that was recorded', () => {
  const shown = new Set(EXAMPLE_CALLS.map(({ operation }) => operation))

  expect(ROUTES.map(operationKey).filter((key) => !shown.has(key))).toEqual([])
  expect(EXAMPLE_CALLS.filter((call) => answerOf(call) === undefined).map(keyOfCall)).toEqual([])
})
