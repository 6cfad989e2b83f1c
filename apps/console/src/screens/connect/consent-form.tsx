import { Button } from '@cloudflare/kumo/components/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

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
          Let “{client.name}” use {tenantId}?
        </h1>
        <p className="mt-1 text-kumo-subtle">
          The client chose this name itself; nobody has checked it. Its sign-in goes on at{' '}
          <strong className="font-medium break-all">{redirectHost}</strong>
          {isLoopback ? ', a program on this computer.' : '.'} Allow it only if you have just started it
          there.
        </p>
      </div>
      <fieldset>
        <legend className="mb-1.5 font-medium">It may</legend>
        {scopes.map((scope) => (
          <label key={scope} className="flex cursor-pointer items-start gap-2 py-1">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-kumo-brand"
              checked={chosen.includes(scope)}
              // Every tool needs it.
              disabled={scope === 'search'}
              onChange={({ target: { checked } }) =>
                setChosen(scopes.filter((one) => (one === scope ? checked : chosen.includes(one))))
              }
            />
            <span>
              {MEANINGS[scope] ?? scope} <code className="text-xs text-kumo-subtle">{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
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
