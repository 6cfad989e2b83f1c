import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { ADMIN_TOKEN, Client, eventually, localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { afterEach, expect, test } from 'vitest'

const OLD = { model: '@cf/baai/bge-m3', dimensions: 1_024 }
const NEW = { model: '@cf/baai/bge-base-en-v1.5', dimensions: 768 }
const CHANGING = {
  rag: { EMBEDDING_MODEL_NEXT: NEW.model, EMBEDDING_DIMENSIONS_NEXT: String(NEW.dimensions) },
}
const DOCUMENTS = 60

let stateDir: string | undefined
let running: Bulkhead | undefined
afterEach(async () => {
  await running?.stop()
  if (stateDir !== undefined) rmSync(stateDir, { recursive: true, force: true })
  running = stateDir = undefined
})

const embeddingOf = async (tenant: string) => {
  const { body } = await new Client(running!.fetch, ADMIN_TOKEN).get(`/admin/v1/tenants/${tenant}/embedding`)
  return body
}
const acme = () => new Client(running!.fetch, localKey('acme'))

async function put(ids: readonly string[]): Promise<void> {
  for (const id of ids)
    await acme().post('/v1/documents', { id, text: `The ${id} of the ship has a bulkhead of its own.` })
}

const areIndexed = (count: number) =>
  eventually(async () => {
    const { body } = await acme().get('/v1/documents?limit=100')
    const indexed = body.data.filter(({ status }: { status: string }) => status === 'indexed')
    return indexed.length === count ? true : undefined
  })

const remove = async (id: string) => expect((await acme().delete(`/v1/documents/${id}`)).status).toBe(204)

/** Everything that is found by vectors, as far as one search shows it. */
async function allNear(id: string): Promise<string[]> {
  const { body } = await acme().post('/v1/search', {
    query: `the ${id} of the ship`,
    mode: 'vector',
    topK: 50,
  })
  expect(body.results).toHaveLength(50)
  return body.results.map(({ documentId }: { documentId: string }) => documentId)
}

/** The best document by vectors alone, and what the search had to warn of. */
async function nearest(id: string): Promise<[string, unknown[]]> {
  const { body } = await acme().post('/v1/search', { query: `the ${id} of the ship`, mode: 'vector' })
  return [body.results[0]?.documentId, body.warnings]
}

test('a new model takes over behind running searches, survives a restart, and is never mixed with the old', async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-'))
  const ids = Array.from({ length: DOCUMENTS }, (_, index) => `compartment${index}`)
  running = await startServed({ stateDir })
  await put(ids)
  await areIndexed(DOCUMENTS)
  expect(await embeddingOf('acme')).toEqual({ stamp: OLD, move: null })
  await running.stop()

  running = await startServed({ stateDir, vars: CHANGING })
  // Some documents move at a time, so the change is under way for seconds; searches go on in the old index.
  expect(await embeddingOf('acme')).toMatchObject({ stamp: OLD, move: { to: NEW, documents: DOCUMENTS } })
  expect(await nearest('compartment7')).toEqual(['compartment7', []])
  await put(['latecomer'])
  await remove('compartment5')
  await running.stop()

  running = await startServed({ stateDir, vars: CHANGING })
  await eventually(async () => {
    const [found, warnings] = await nearest('compartment11')
    expect([found, warnings]).toEqual(['compartment11', []])
    const { stamp } = await embeddingOf('acme')
    return stamp.model === NEW.model ? true : undefined
  })
  await areIndexed(DOCUMENTS)
  expect(await embeddingOf('acme')).toEqual({ stamp: NEW, move: null })
  await remove('compartment6')
  for (const id of ['compartment5', 'compartment6']) expect(await allNear(id)).not.toContain(id)
  for (const id of ['compartment3', 'compartment42', 'latecomer']) expect(await nearest(id)).toEqual([id, []])
  await running.stop()

  // The last deployment of a change: the new model is the only one.
  const after = {
    rag: { EMBEDDING_MODEL: NEW.model, EMBEDDING_DIMENSIONS: String(NEW.dimensions) },
  }
  running = await startServed({ stateDir, vars: after })
  expect(await embeddingOf('acme')).toEqual({ stamp: NEW, move: null })
}, 120_000)

test('while a change is under way a tenant without documents begins with the new model', async () => {
  running = await startServed({ vars: CHANGING })
  await put(['keel'])
  await areIndexed(1)

  expect(await embeddingOf('acme')).toEqual({ stamp: NEW, move: null })
  expect(await nearest('keel')).toEqual(['keel', []])
  expect(await embeddingOf('globex')).toEqual({ stamp: null, move: null })
})
