import { Input } from '@cloudflare/kumo/components/input'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { createWebhook, EVENTS, type EventName } from '../../records/webhooks.ts'

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
      <EventFields chosen={events} onChange={setEvents} />
      <div className="flex flex-col gap-1.5">
        <span className="font-medium">Tenant</span>
        <TenantPicker label="Only this tenant" value={tenantId} onChange={setTenantId} />
        <span className="text-xs text-kumo-subtle">None chosen: the events of every tenant.</span>
      </div>
    </FormDialog>
  )
}

interface EventFieldsProps {
  readonly chosen: readonly EventName[]
  readonly onChange: (events: readonly EventName[]) => void
}

function EventFields({ chosen, onChange }: EventFieldsProps) {
  const names = EVENTS.map(([name]) => name)
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">Events</legend>
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
        {EVENTS.map(([name, meaning]) => (
          <label key={name} className="flex cursor-pointer items-start gap-2 py-1">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-kumo-brand"
              checked={chosen.includes(name)}
              onChange={(event) =>
                onChange(names.filter((one) => (one === name ? event.target.checked : chosen.includes(one))))
              }
            />
            <span>
              <span className="block font-mono text-[0.8125rem]">{name}</span>
              <span className="block text-xs text-kumo-subtle">{meaning}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
