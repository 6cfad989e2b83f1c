import { Button } from '@cloudflare/kumo/components/button'
import { PlusIcon, WebhooksLogoIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { ShowOnce } from '../../pieces/dialog/show-once.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { Page } from '../../pieces/page.tsx'
import { WEBHOOKS_PATH, type Webhook } from '../../records/webhooks.ts'
import { CreateWebhook } from './create-webhook.tsx'
import { WEBHOOK_COLUMNS } from './webhook-columns.tsx'

export function WebhooksScreen() {
  const [isCreating, setCreating] = useState(false)
  const [secret, setSecret] = useState<string>()
  const may = useMay()
  const pages = usePages<Webhook>(WEBHOOKS_PATH)
  const create = (
    <Button variant="primary" icon={PlusIcon} onClick={() => setCreating(true)}>
      Create webhook
    </Button>
  )
  return (
    <Page
      title="Webhooks"
      description="Signed as Standard Webhooks specify; retried for a day until a 2xx arrives."
      actions={may.operate ? create : undefined}
    >
      <Card flush>
        <DataTable
          what="webhooks"
          pages={pages}
          columns={WEBHOOK_COLUMNS}
          idOf={({ id }) => id}
          isDimmed={({ status }) => status === 'disabled'}
          empty={
            <EmptyState
              icon={WebhooksLogoIcon}
              title="No webhooks yet"
              why="A webhook notifies another system when a budget fills, a key ends, a tenant is suspended or a document fails."
            />
          }
        />
      </Card>
      {isCreating && <CreateWebhook onClose={() => setCreating(false)} onCreated={setSecret} />}
      {secret !== undefined && (
        <ShowOnce
          title="The webhook's secret"
          what="secret"
          secret={secret}
          onClose={() => setSecret(undefined)}
        >
          <p className="text-kumo-subtle">
            The receiver checks the header webhook-signature with it. Every library for Standard Webhooks
            knows how.
          </p>
        </ShowOnce>
      )}
    </Page>
  )
}
