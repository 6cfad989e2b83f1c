import { Button } from '@cloudflare/kumo/components/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { ChoiceList } from '../../pieces/choice-list.tsx'
import { FormError } from '../../pieces/dialog/form-error.tsx'
import { decide, type Grant, type Scope } from './grant-api.ts'

const MEANINGS: Partial<Record<Scope, string>> = {
  search: 'Search and read your documents',
  chat: 'Ask models about them, which uses your budget',
}

interface ConsentFormProps {
  readonly request: string
  readonly grant: Grant
}

/** Who asks, for what, and where the answer goes. */
export function ConsentForm({ request, grant }: ConsentFormProps) {
  const { tenantId, client, redirectHost, isLoopback, scopes } = grant
  const [chosen, setChosen] = useState<readonly Scope[]>(scopes)
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: (granted: readonly Scope[]) => decide(request, granted),
    meta: { showsItsErrors: true },
    onSuccess: (redirectTo) => window.location.assign(redirectTo),
  })
  const isBusy = isPending || isSuccess
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        mutate(chosen)
      }}
    >
      <div>
        <h1 className="text-xl font-semibold tracking-tight break-words">
          Let “<bdi>{client.name}</bdi>” use {tenantId}?
        </h1>
        <p className="mt-1 text-kumo-subtle">
          The client chose this name itself; nobody has checked it. Its sign-in goes on at{' '}
          <strong className="font-medium break-all">{redirectHost}</strong>
          {isLoopback ? ', a program on this computer.' : '.'} Allow it only if you have just started it
          there.
        </p>
      </div>
      <ChoiceList
        legend="It may"
        choices={scopes.map((value) => ({
          value,
          meaning: MEANINGS[value] ?? value,
          // Every tool needs it.
          isFixed: value === 'search',
        }))}
        chosen={chosen}
        onChange={setChosen}
      />
      {error !== null && <FormError error={error} />}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" loading={isBusy} disabled={isBusy}>
          Allow
        </Button>
        <Button disabled={isBusy} onClick={() => mutate([])}>
          Deny
        </Button>
      </div>
      <p className="text-xs text-kumo-subtle">
        This makes an API key with the client’s name, for 30 days. Revoke it under Keys, and the client is
        out.
      </p>
    </form>
  )
}
