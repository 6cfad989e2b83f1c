import { Input } from '@cloudflare/kumo/components/input'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { ChoiceList } from '../../pieces/choice-list.tsx'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { createWebhook, EVENTS, type EventName } from '../../records/webhooks.ts'

const CHOICES = EVENTS.map(([value, meaning]) => ({ value, meaning }))

interface CreateWebhookProps {
  readonly onClose: () => void
  /** With the secret, to show once. */
  readonly onCreated: (secret: string) => void
}

export function CreateWebhook({ onClose, onCreated }: CreateWebhookProps) {
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [tenantId, setTenantId] = useState<string>()
  const [events, setEvents] = useState<readonly EventName[]>(['budget.threshold', 'budget.exhausted'])
  const create = useMutation({
    mutationFn: () =>
      createWebhook({
        url: url.trim(),
        events: [...events],
        ...(tenantId === undefined ? {} : { tenantId }),
        ...(description.trim() === '' ? {} : { description: description.trim() }),
      }),
    meta: { showsItsErrors: true },
    onSuccess: (secret) => {
      onClose()
      onCreated(secret)
    },
  })
  return (
    <FormDialog
      open
      title="Create webhook"
      submit="Create webhook"
      onClose={onClose}
      onSubmit={() => create.mutate()}
      isBusy={create.isPending}
      error={create.error}
      canSubmit={url.trim() !== '' && events.length > 0}
    >
      <Input
        label="URL"
        type="url"
        required
        placeholder="https://hooks.example.com/bulkhead"
        description="https on a public host; redirects are not followed."
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <Input
        label="Description"
        value={description}
        maxLength={200}
        onChange={(event) => setDescription(event.target.value)}
      />
      <ChoiceList legend="Events" choices={CHOICES} chosen={events} onChange={setEvents} />
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">Tenant</span>
        <TenantPicker label="Only this tenant" value={tenantId} onChange={setTenantId} />
        <span className="text-xs text-kumo-subtle">None chosen: the events of every tenant.</span>
      </div>
    </FormDialog>
  )
}
