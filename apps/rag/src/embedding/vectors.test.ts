import type { RequestContext } from '@bulkhead/contracts/context'
import { Log } from '@bulkhead/logging/log'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { expect, test } from 'vitest'

import { vectorId, vectorPrefix } from '../names.ts'
import { nearestVectors } from './vectors.ts'

const contextOf = (deadline: number) => ({ tenantId: parseTenantId('acme'), deadline }) as RequestContext
const idOf = async (tenant: string, document: string) =>
  vectorId(await vectorPrefix(parseTenantId(tenant), document, 'upload'), 0)

test('of what the index hands out, only the tenant’s own goes on; the rest raises the alarm', async () => {
  const own = await idOf('acme', 'a')
  const ids = [await idOf('globex', 'a'), own, await idOf('acme-2', 'a'), 'nonsense', `${own}-0`]
  const query = async () => ({ matches: ids.map((id, at) => ({ id, score: 1 - at / 10 })) })
  const lines: string[] = []
  const log = new Log('test/vectors', { LOG_LEVEL: 'debug' }, {}, (line) => lines.push(line))
  const run = { ctx: contextOf(Date.now() + 1_000), log: log.with({ tenantId: 'acme' }) }

  const found = await nearestVectors(run, { query } as unknown as Vectorize, [1])

  expect(found.map(({ prefix, ordinal }) => vectorId(prefix, ordinal))).toEqual([own])
  expect(lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error')).toMatchObject({
    message: 'isolation alarm: foreign vectors in a search',
    tenantId: 'acme',
    count: 4,
  })
})

test('each search names its namespace', async () => {
  const asked: unknown[] = []
  const query = async (_values: number[], options: unknown) => {
    asked.push(options)
    return { matches: [] }
  }
  const run = { ctx: contextOf(Date.now() + 1_000), log: new Log('test/vectors', { LOG_LEVEL: 'error' }) }

  await nearestVectors(run, { query } as unknown as Vectorize, [1])

  expect(asked).toEqual([expect.objectContaining({ namespace: 'acme' })])
})
