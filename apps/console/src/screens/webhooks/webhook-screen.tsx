import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'

import { isGone } from '../../api/api-error.ts'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { Page } from '../../pieces/page.tsx'
import { CopyableId } from '../../pieces/text/copy.tsx'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { webhookQuery } from '../../records/webhooks.ts'
import { DeliveryList } from './delivery-list.tsx'
import { WebhookActions } from './webhook-actions.tsx'

export function WebhookScreen() {
  const { webhookId = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(webhookQuery(webhookId))
  // One that could not be read again stays, and with it what is typed into its forms.
  if (error !== null && (data === undefined || isGone(error))) {
    return <ErrorState error={error} retry={() => void refetch()} />
  }
  if (data === undefined) return <LoadingState what="the webhook" />
  const { url, description, status, events, tenantId } = data.data
  return (
    <Page
      title={description ?? 'Webhook'}
      aside={<StatusBadge status={status} />}
      description={
        <>
          <CopyableId text={url} what="URL" />
          <span className="block">
            {events.join(', ')} · {tenantId === undefined ? 'every tenant' : `only ${tenantId}`}
          </span>
        </>
      }
      actions={<WebhookActions webhook={data.data} />}
    >
      <DeliveryList webhookId={webhookId} />
    </Page>
  )
}
