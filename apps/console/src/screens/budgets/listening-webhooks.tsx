import { Button } from '@cloudflare/kumo/components/button'
import { WebhooksLogoIcon } from '@phosphor-icons/react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { testWebhook, WEBHOOKS_PATH, type Webhook } from '../../records/webhooks.ts'

/** The webhooks that budgets notify, with a test; deliveries and replays are on the webhook's own page. */
export function ListeningWebhooks() {
  const { rows, isLoading } = usePages<Webhook>(WEBHOOKS_PATH)
  const { operate } = useMay()
  const listening = rows.filter(({ events }) => events.some((event) => event.startsWith('budget.')))
  return (
    <Card title="Webhooks that listen" flush>
      {!isLoading && listening.length === 0 && (
        <EmptyState
          icon={WebhooksLogoIcon}
          title="No webhook listens to budgets"
          why="Notices are kept here either way; a webhook brings them to you."
          action={
            <Link to="/webhooks" className="text-kumo-link underline underline-offset-2">
              Create a webhook
            </Link>
          }
        />
      )}
      <ul className="divide-y divide-kumo-hairline">
        {listening.map((webhook) => (
          <Listener key={webhook.id} webhook={webhook} mayTest={operate} />
        ))}
      </ul>
    </Card>
  )
}

function Listener({ webhook, mayTest }: { readonly webhook: Webhook; readonly mayTest: boolean }) {
  const test = useMutation({
    mutationFn: () => testWebhook(webhook),
    onSuccess: () => toastDone('A test is on its way', 'Its delivery is on the webhook’s page.'),
  })
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <span className="min-w-0">
        <Link
          to="/webhooks/$webhookId"
          params={{ webhookId: webhook.id }}
          className="block truncate text-kumo-link underline underline-offset-2"
        >
          {webhook.url}
        </Link>
        <span className="text-xs text-kumo-subtle">{webhook.tenantId ?? 'every tenant'}</span>
      </span>
      <span className="flex items-center gap-3">
        <StatusBadge status={webhook.status} />
        {mayTest && (
          <Button
            size="sm"
            loading={test.isPending}
            onClick={() => test.mutate()}
            aria-label={`Test ${webhook.url}`}
          >
            Test
          </Button>
        )}
      </span>
    </li>
  )
}
