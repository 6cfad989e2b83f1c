import { afterEach, beforeEach, expect, test } from 'vitest'

import { cloud, contextOf, deliver, get, rag, resetFakes, search, TENANT } from '../testing/harness.ts'

beforeEach(resetFakes)
afterEach(resetFakes)

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

async function putPicture(tenant: string) {
  const file = { id: 'berth', contentType: 'image/png', fileName: 'berth 4.png', bytes: PNG.byteLength }
  await rag.putFiles(contextOf(tenant), TENANT, file, new Blob([PNG]).stream())
  await deliver(tenant, [['berth', 1]])
}

test('what is seen in a picture is found', async () => {
  await cloud('set', { seen: '# Berth 4\n\nThe crane lifts forty tons.' })

  await putPicture('picture')

  expect(await get('picture', 'berth')).toMatchObject({
    format: 'image',
    title: 'Berth 4',
    status: 'searchable',
  })
  const { results } = await search('picture', { query: 'crane tons', mode: 'words' })
  expect(results[0]).toMatchObject({ documentId: 'berth', heading: 'Berth 4' })
})

test('where nothing can see, the owner of a picture reads why it has failed', async () => {
  await putPicture('blind')

  expect(await get('blind', 'berth')).toMatchObject({
    status: 'failed',
    error: {
      code: 'document_empty',
      message: expect.stringContaining('text recognition is not available here'),
    },
  })
})

test('a picture waits while Workers AI is unavailable', async () => {
  await cloud('set', { aiFault: 'error' })

  await putPicture('waiting')

  expect(await get('waiting', 'berth')).toMatchObject({
    status: 'queued',
    error: { code: 'reader_unavailable' },
  })
})
