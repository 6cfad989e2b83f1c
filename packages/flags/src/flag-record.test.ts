import { expect, test } from 'vitest'

import { parseFlagRecord } from './flag-record.ts'

const OFF = { 'retrieval.vectors': false }

test.each<[string, unknown, object, readonly string[]]>([
  ['no record', null, {}, []],
  ['an empty one', '{}', {}, []],
  ['a good one', '{"retrieval.vectors": false}', OFF, []],
  ['half of one', '{"retrieval', {}, ['(root): must be a JSON object']],
  ['a list', '[]', {}, ['(root): must be a JSON object']],
  ['null', 'null', {}, ['(root): must be a JSON object']],
  ['no text at all', 7, {}, ['(root): must be a JSON object']],
  [
    'a flag of the wrong type beside a good one',
    '{"retrieval.vectors": false, "ingest.embedding": "no"}',
    OFF,
    ['ingest.embedding: has the wrong type'],
  ],
  [
    'a name that is no flag beside a good one',
    '{"retrieval.vectors": false, "retrieval.vector": false}',
    OFF,
    ['retrieval.vector: is not a flag'],
  ],
  [
    'names that every object has',
    '{"__proto__": {"retrieval.vectors": true}, "constructor": 1, "retrieval.vectors": false}',
    OFF,
    ['__proto__: is not a flag', 'constructor: is not a flag'],
  ],
])('%s: what can be used holds, the rest is named', (_, text, overrides, problems) => {
  expect(parseFlagRecord(text)).toEqual({ overrides, problems })
})

test('a problem never shows the value', () => {
  expect(JSON.stringify(parseFlagRecord('{"ingest.embedding": "bh_secret"}'))).not.toContain('bh_secret')
})
