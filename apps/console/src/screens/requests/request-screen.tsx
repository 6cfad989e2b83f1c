import { ClockCounterClockwiseIcon } from '@phosphor-icons/react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { ApiError } from '../../api/api-error.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState, ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { Page } from '../../pieces/page.tsx'
import { CopyableId } from '../../pieces/text/copy.tsx'
import { formatCount, formatMoney, formatMs } from '../../pieces/text/format.ts'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { LogLines } from './log-lines.tsx'
import { requestQuery, type RequestTrace } from './request-query.ts'
import { RequestStatus } from './request-status.tsx'
import { Waterfall } from './waterfall.tsx'

/** One request: what came of it, which Worker did what, and every line that was logged. */
export function RequestScreen() {
  const { requestId = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(requestQuery(requestId))
  const title = data?.route === undefined ? 'Request' : `${data.method ?? ''} ${data.route}`.trim()
  const aside =
    data === undefined ? undefined : <RequestStatus status={data.status} errorCode={data.errorCode} />
  return (
    <Page title={title} aside={aside} description={<CopyableId text={requestId} what="request id" />}>
      {data === undefined && error === null && <LoadingState what="the request" />}
      {data === undefined && error !== null && <Missing error={error} retry={() => void refetch()} />}
      {data !== undefined && <Found trace={data} />}
    </Page>
  )
}

function Missing({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 404) return <ErrorState error={error} retry={retry} />
  return (
    <Card flush>
      <EmptyState
        icon={ClockCounterClockwiseIcon}
        title="This request is not kept"
        why="Requests are kept for a day, the newest 20,000 of them, and a busy second keeps a part. Its lines may also be a moment away."
        action={
          <button type="button" onClick={retry} className="cursor-pointer text-kumo-link underline">
            Look again
          </button>
        }
      />
    </Card>
  )
}

function Found({ trace }: { readonly trace: RequestTrace }) {
  return (
    <>
      <Facts trace={trace} />
      <Card title="Waterfall" flush>
        {trace.spans.length === 0 ? (
          <p className="p-4 text-kumo-subtle">No span of this request was kept.</p>
        ) : (
          <Waterfall spans={trace.spans} />
        )}
      </Card>
      <Card title={`Log lines (${trace.lines.length})`} flush>
        <LogLines lines={trace.lines} />
      </Card>
      <SourceLine>
        From what the Workers logged. Lines never hold what was said in a request. Cost is of its attempts at
        models; what was settled is in Usage & cost.
      </SourceLine>
    </>
  )
}

function Facts({ trace }: { readonly trace: RequestTrace }) {
  const { at, tenantId, keyId, traceId, latencyMs, model, promptTokens = 0, completionTokens = 0 } = trace
  return (
    <Card>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] gap-x-6 gap-y-3">
        <Fact name="Ended">
          <Time at={at} />
        </Fact>
        <Fact name="Took">{latencyMs === undefined ? '–' : formatMs(latencyMs)}</Fact>
        <Fact name="Tenant">
          {tenantId === undefined ? (
            '–'
          ) : (
            <Link
              to="/tenants/$tenantId"
              params={{ tenantId }}
              className="text-kumo-link underline underline-offset-2"
            >
              {tenantId}
            </Link>
          )}
        </Fact>
        <Fact name="Key">
          {keyId === undefined ? '–' : <code className="font-mono text-xs">{keyId}</code>}
        </Fact>
        {model !== undefined && <Fact name="Model">{model}</Fact>}
        {model !== undefined && (
          <Fact name="Tokens">
            {formatCount(promptTokens)} in, {formatCount(completionTokens)} out
          </Fact>
        )}
        {trace.cost !== undefined && (
          <Fact name="Cost">
            <Cost cost={trace.cost} isEstimated={trace.costIsEstimated === true} />
          </Fact>
        )}
        {traceId !== undefined && (
          <Fact name="Trace">
            <CopyableId text={traceId} what="trace id" />
          </Fact>
        )}
      </dl>
    </Card>
  )
}

/** Of what its lines counted; the ledger has the last word. */
function Cost({ cost, isEstimated }: { readonly cost: string | null; readonly isEstimated: boolean }) {
  const note = isEstimated ? 'estimated: the provider counted no tokens' : 'at the prices of its time'
  return (
    <>
      {cost === null ? 'unknown' : formatMoney(cost)}
      <span className="block text-xs text-kumo-subtle">
        {cost === null ? 'a model without a price' : note}
      </span>
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-kumo-subtle">{name}</dt>
      <dd className="mt-0.5 min-w-0">{children}</dd>
    </div>
  )
}
