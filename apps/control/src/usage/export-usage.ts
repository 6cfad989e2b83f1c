import type { UsageGroup, UsageQuery } from '@bulkhead/contracts/http/admin/usage'

import type { WorkerCall } from '../route.ts'
import { UsageSums } from './sum-rows.ts'
import { USAGE_FORMATS } from './usage-formats.ts'
import { usageRowsOf, type UsageSpan } from './usage-rows-of.ts'

interface Export extends UsageSpan {
  readonly groupBy: readonly UsageGroup[]
  readonly format: UsageQuery['format']
  /** How many were asked, of how many. */
  readonly tenants?: { readonly asked: number; readonly known: number } | undefined
}

/**
 * The whole export, streamed tenant by tenant. Should a home object not answer, the stream breaks: an export
 * that is short never looks whole.
 */
export function exportUsage(call: WorkerCall, wanted: Export): Response {
  const { contentType } = USAGE_FORMATS[wanted.format]
  const pieces = textOf(call, wanted)
  const utf8 = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(utf8.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return new Response(body, { headers: { 'content-type': contentType } })
}

async function* textOf(call: WorkerCall, wanted: Export): AsyncGenerator<string, undefined> {
  const { groupBy, format } = wanted
  const { head, line, tail } = USAGE_FORMATS[format]
  const sums = new UsageSums(groupBy)
  const isByTenant = groupBy.includes('tenant')
  let isFirst = true
  const taken = () =>
    sums
      .take()
      .map((one) => {
        const text = line(one, wanted, isFirst)
        isFirst = false
        return text
      })
      .join('')
  yield head(wanted)
  let tenantId: string | undefined
  for await (const row of usageRowsOf(call, wanted)) {
    // Rows come by tenant: what is grouped by it is complete with its last one.
    if (isByTenant && tenantId !== undefined && tenantId !== row.tenantId) yield taken()
    tenantId = row.tenantId
    sums.add(row)
  }
  yield taken() + tail
  return undefined
}
