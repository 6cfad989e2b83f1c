import { PageRequest } from '@bulkhead/contracts/http/lists'
import { ReadResponse } from '@bulkhead/contracts/http/responses/response-object'
import { expect, test } from 'vitest'

import { refuseUnknownQuery } from './query.ts'

const ask = (query: string, schema?: typeof PageRequest) => () =>
  refuseUnknownQuery(new URL(`http://localhost/v1/documents${query}`), schema)

test('parameters of the schema pass', () => {
  expect(ask('?limit=5&cursor=abc', PageRequest)).not.toThrow()
  expect(ask('')).not.toThrow()
})

test.each(['?Limit=5', '?limit=5&page=2', '?page'])('%s is refused by its name', (query) => {
  expect(ask(query, PageRequest)).toThrow(/(Limit|page): is not a known query parameter/)
})

test('a parameter that says two things is refused', () => {
  expect(ask('?limit=5&cursor=a&limit=6', PageRequest)).toThrow('limit: must be sent once')
})

test('a list is written as OpenAI’s clients do', () => {
  const ask = (query: string) => () =>
    refuseUnknownQuery(new URL(`http://localhost/v1/responses/a${query}`), ReadResponse)

  expect(ask('?include[]=a&include%5B%5D=b&include_obfuscation=false')).not.toThrow()
  expect(ask('?include=a&include=b')).toThrow('include: must be sent once')
})

test('a route without parameters knows none, and a flood of them is listed in part', () => {
  const many = `?${Array.from({ length: 1_000 }, (_, at) => `p${at}=1`).join('&')}`

  expect(ask('?limit=1')).toThrow('limit')
  expect(ask(many)).toThrow(expect.objectContaining({ details: expect.objectContaining({ length: 20 }) }))
})
