import { Button } from '@cloudflare/kumo/components/button'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { ShowOnce } from '../../pieces/dialog/show-once.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { removeWebhook, rotateSecret, setEnabled, testWebhook, type Webhook } from '../../records/webhooks.ts'

const GRACE_SECONDS = 86_400

interface WebhookActionsProps {
  readonly webhook: Webhook
}

export function WebhookActions({ webhook }: WebhookActionsProps) {
  const { status, url } = webhook
  const [isRemoving, setRemoving] = useState(false)
  const [isRotating, setRotating] = useState(false)
  const [secret, setSecret] = useState<string>()
  const navigate = useNavigate()
  const may = useMay()
  const test = useMutation({
    mutationFn: () => testWebhook(webhook),
    onSuccess: () => toastDone('A test event is on its way', 'Its delivery is the first of the list.'),
  })
  const isEnabled = status === 'enabled'
  const toggle = useMutation({
    mutationFn: () => setEnabled(webhook, !isEnabled),
    onSuccess: () => toastDone(isEnabled ? 'The webhook is disabled' : 'The webhook is enabled'),
  })
  if (!may.operate) return null
  return (
    <>
      <Button variant="primary" loading={test.isPending} disabled={!isEnabled} onClick={() => test.mutate()}>
        Send a test
      </Button>
      <Button loading={toggle.isPending} onClick={() => toggle.mutate()}>
        {isEnabled ? 'Disable' : 'Enable'}
      </Button>
      <Button onClick={() => setRotating(true)}>Rotate secret</Button>
      <Button variant="secondary-destructive" onClick={() => setRemoving(true)}>
        Remove
      </Button>
      <ConfirmDialog
        open={isRotating}
        onClose={() => setRotating(false)}
        title="Rotate the secret"
        description="For 24 hours both secrets sign every event: give the receiver the new one meanwhile."
        submit="Rotate"
        onConfirm={async (reason) => setSecret(await rotateSecret(webhook, GRACE_SECONDS, reason))}
      />
      {secret !== undefined && (
        <ShowOnce
          title="The webhook's new secret"
          what="secret"
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
      <ConfirmDialog
        open={isRemoving}
        onClose={() => setRemoving(false)}
        title="Remove the webhook"
        description={`${url} receives nothing any more, and its deliveries are deleted.`}
        submit="Remove"
        isDestructive
        onConfirm={async (reason) => {
          await removeWebhook(webhook, reason)
          toastDone('The webhook is removed')
          await navigate({ to: '/webhooks' })
        }}
      />
    </>
  )
}
