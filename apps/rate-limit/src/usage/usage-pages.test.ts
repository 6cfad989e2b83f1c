import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type { TenantUsageAsk, UsageRowsPage } from '@bulkhead/contracts/record/usage-rows'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { expect, test } from 'vitest'

import { USAGE_ANSWER_ROWS } from '../limits.ts'
import { usagePages } from './usage-pages.ts'

const asksOf = (...tenantIds: string[]) =>
  tenantIds.map((tenantId) => ({ ctx: { tenantId }, ask: {} })) as unknown as TenantUsageAsk[]
const pageOf = (rows: number, nextCursor: string | null = null): Outcome<UsageRowsPage> =>
  accept({ rows: Array.from({ length: rows }), nextCursor })
const sizes = (outcome: Outcome<readonly UsageRowsPage[]>) =>
  outcome.ok && outcome.value.map((page) => page.rows.length)

test('every tenant has a page, in the order of the question', async () => {
  const asks = asksOf(...Array.from({ length: 20 }, (_, at) => String(at)))

  expect(sizes(await usagePages(asks, async ({ ctx }) => pageOf(Number(ctx.tenantId))))).toEqual([
    ...asks.keys(),
  ])
})

test('a page with more to come is the last, so that rows stay together by tenant', async () => {
  const pages = await usagePages(asksOf('a', 'b', 'c'), async ({ ctx }) =>
    ctx.tenantId === 'b' ? pageOf(2, 'next') : pageOf(1),
  )

  expect(sizes(pages)).toEqual([1, 2])
})

test('an answer that is large enough ends, with one page at least', async () => {
  const asked: string[] = []
  const pages = await usagePages(asksOf(...Array.from({ length: 20 }, String)), async ({ ctx }) => {
    asked.push(ctx.tenantId)
    return pageOf(USAGE_ANSWER_ROWS)
  })

  expect(asked).toHaveLength(8)
  expect(sizes(pages)).toHaveLength(8)
})

test('one home object that cannot be asked refuses all: an export that is short never looks whole', async () => {
  const pages = await usagePages(asksOf('a', 'b'), async ({ ctx }) =>
    ctx.tenantId === 'b' ? refuse(new BulkheadError('admission_unavailable')) : pageOf(1),
  )

  expect(pages).toMatchObject({ ok: false, code: 'admission_unavailable' })
})
