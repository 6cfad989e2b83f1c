import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { contextOf, corpusStub, deliver, env, put, rag, TENANT } from '../testing/harness.ts'

const control = env.CONTROL as unknown as {
  setDown(down: boolean): Promise<void>
  reportsOf(tenantId: string): Promise<{ documents: number; failed: number; failures: object[] }[]>
}

/** The alarm, with the report due. */
async function sweep(tenant: string, aheadMs = 60_000): Promise<void> {
  await runInDurableObject(corpusStub(tenant), async (corpus) => {
    const due = Date.now() + aheadMs
    const now = Date.now
    Date.now = () => due
    try {
      await corpus.alarm()
    } finally {
      Date.now = now
    }
  })
}

async function putBroken(tenant: string, id: string): Promise<void> {
  const bytes = new TextEncoder().encode('%PDF-1.7 and nothing else')
  const file = { id, contentType: 'application/pdf', bytes: bytes.length }
  await rag.putFiles(contextOf(tenant), TENANT, file, new Blob([bytes]).stream())
  await deliver(tenant, [[id, 1]])
}

test('the Registry hears how many documents there are, and of each failure once', async () => {
  await put('reported', { id: 'guide', text: 'A bulkhead keeps water out.' })
  await putBroken('reported', 'broken')
  await sweep('reported')
  await sweep('reported')

  const [report, ...others] = await control.reportsOf('reported')
  expect(report).toMatchObject({
    documents: 2,
    failed: 1,
    failures: [{ documentId: 'broken', version: 1, code: expect.any(String) }],
  })
  expect(others).toEqual([])
})

test('what control did not hear is reported again', async () => {
  await putBroken('unheard', 'broken')
  await control.setDown(true)
  await sweep('unheard')
  await control.setDown(false)
  expect(await control.reportsOf('unheard')).toEqual([])

  await sweep('unheard', 120_000)
  expect(await control.reportsOf('unheard')).toMatchObject([{ failed: 1, failures: [{}] }])
})
