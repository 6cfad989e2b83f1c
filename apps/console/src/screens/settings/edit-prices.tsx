import { Button } from '@cloudflare/kumo/components/button'
import { Input } from '@cloudflare/kumo/components/input'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { dryRun } from '../../api/resource.ts'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { ReasonInput } from '../../pieces/dialog/reason-input.tsx'
import { useSeenVersion } from '../../pieces/dialog/use-seen-version.ts'
import { Diff } from '../../pieces/diff.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { PRICES_PATH, putPrices, type PriceTable } from '../../records/prices.ts'
import { PriceRows } from './price-rows.tsx'

interface EditPricesProps {
  readonly current: PriceTable
  readonly etag: string | undefined
  readonly onClose: () => void
}

export function EditPrices({ current, etag, onClose }: EditPricesProps) {
  // What is not typed stays as it is, also when somebody else changes it meanwhile.
  const [typed, setTyped] = useState<PriceTable['models']>({})
  const models = { ...current.models, ...typed }
  const [model, setModel] = useState('')
  const [reason, setReason] = useState('')
  const isChanged = JSON.stringify(models) !== JSON.stringify(current.models)
  const preview = useQuery({
    queryKey: ['prices-edit', current.version, models],
    queryFn: () => dryRun('PUT', PRICES_PATH, { models }),
    enabled: isChanged,
    retry: false,
  })
  const save = useMutation({
    mutationFn: () => putPrices({ models }, { ifMatch: seen, reason }),
    meta: { showsItsErrors: true },
    onSuccess: () => {
      toastDone('The new prices count from now on')
      onClose()
    },
  })
  const seen = useSeenVersion(etag, save.error)
  return (
    <FormDialog
      open
      size="xl"
      title="New version of the prices"
      description="US dollars for a million tokens. An empty class costs what prompt or answer does."
      submit="Put the new version"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error ?? (isChanged ? preview.error : null)}
      canSubmit={isChanged && preview.data !== undefined}
    >
      <div className="rounded-lg border border-kumo-hairline">
        <PriceRows models={models} onChange={(name, price) => setTyped({ ...typed, [name]: price })} />
      </div>
      <div className="flex items-end gap-2">
        <Input
          label="Another model"
          className="font-mono"
          value={model}
          onChange={(event) => setModel(event.target.value)}
        />
        <Button
          disabled={model.trim() === '' || Object.hasOwn(models, model.trim())}
          onClick={() => {
            setTyped({ ...typed, [model.trim()]: { prompt: '0', completion: '0' } })
            setModel('')
          }}
        >
          Add
        </Button>
      </div>
      {isChanged && preview.data !== undefined && <Diff changes={preview.data.changes} />}
      <ReasonInput reason={reason} onChange={setReason} />
    </FormDialog>
  )
}
