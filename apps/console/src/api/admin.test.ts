import { expect, test } from 'vitest'

import { changed, conditions, etagOf } from './admin.ts'

const response = new Response()

test('sends conditions that were given alone', () => {
  expect(conditions({ reason: '' })).toEqual({})
  expect(conditions({ ifMatch: etagOf({ version: 3 }), reason: 'größer' })).toEqual({
    'if-match': '"3"',
    'x-audit-reason': 'gr%C3%B6%C3%9Fer',
  })
})

test('a dry run is no change', async () => {
  const dryRun = Promise.resolve({ data: { resource: {}, changes: [] }, response })

  await expect(changed(dryRun)).rejects.toThrow('dry run')
  await expect(changed(Promise.resolve({ data: { id: 'acme' }, response }))).resolves.toEqual({ id: 'acme' })
})
