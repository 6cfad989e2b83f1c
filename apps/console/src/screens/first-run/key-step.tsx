import { Button } from '@cloudflare/kumo/components/button'
import { useMutation } from '@tanstack/react-query'

import { FormError } from '../../pieces/dialog/form-error.tsx'
import { createKey, type NewKey } from '../../records/keys.ts'
import { NEW_KEY, wishOf } from '../keys/key-form.ts'

interface KeyStepProps {
  readonly tenantId: string
  readonly onCreated: (key: NewKey) => void
}

/** One with everything but making other keys, for 90 days: narrower ones are made on the tenant's page. */
export function KeyStep({ tenantId, onCreated }: KeyStepProps) {
  const create = useMutation({
    mutationFn: () => createKey(tenantId, wishOf({ ...NEW_KEY, name: 'first key' }, Date.now())),
    meta: { showsItsErrors: true },
    onSuccess: onCreated,
  })
  return (
    <>
      <p className="text-kumo-subtle">
        The key may chat, search, and read and write documents, for 90 days. It is shown once in the next
        step.
      </p>
      {create.error !== null && <FormError error={create.error} />}
      <Button
        variant="primary"
        className="self-start"
        loading={create.isPending}
        onClick={() => create.mutate()}
      >
        Create key
      </Button>
    </>
  )
}
