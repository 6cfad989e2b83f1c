import { Button } from '@cloudflare/kumo/components/button'
import { Dialog } from '@cloudflare/kumo/components/dialog'
import { Input } from '@cloudflare/kumo/components/input'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'

import { ApiError } from '../../api/api-error.ts'
import { sessionQuery } from '../../api/session.ts'
import { FormError } from '../../pieces/dialog/form-error.tsx'
import { Wordmark } from '../mark.tsx'
import { useSignInAgain } from './use-sign-in-again.ts'

/** Hides the page. Operators have a token; a tenant's people open a new link in another tab. */
export function SignInAgainDialog({ onDone }: { readonly onDone: () => void }) {
  return (
    <Dialog.Root role="alertdialog" open>
      <Dialog className="top-0 left-0 flex h-dvh w-full max-w-none translate-x-0 flex-col items-center justify-center rounded-none p-6 sm:top-0 sm:w-full">
        <SignInAgain onDone={onDone} />
      </Dialog>
    </Dialog.Root>
  )
}

function SignInAgain({ onDone }: { readonly onDone: () => void }) {
  const { data: before } = useQuery({ ...sessionQuery, enabled: false })
  const [token, setToken] = useState('')
  const { mutate, error, isPending } = useSignInAgain(onDone)
  const isOperator = before?.kind === 'operator'
  const submit = () => mutate(token.trim() === '' ? undefined : token.trim())
  return (
    <form
      className="flex w-full max-w-sm flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Wordmark />
      <Words isOperator={isOperator} name={isOperator ? before.name : undefined} />
      {isOperator && (
        <Input
          label="Token"
          type="password"
          autoComplete="current-password"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
      )}
      {error !== null && <Problem error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={isPending} disabled={isPending}>
          {token.trim() === '' ? 'Check again' : 'Sign in'}
        </Button>
        <Button onClick={() => window.location.assign(isOperator ? '/console/sign-in' : '/console/portal')}>
          Leave this page
        </Button>
      </div>
    </form>
  )
}

function Words({ isOperator, name }: { readonly isOperator: boolean; readonly name: string | undefined }) {
  return (
    <div>
      <Dialog.Title className="text-xl font-semibold tracking-tight">Your session has ended</Dialog.Title>
      <Dialog.Description className="mt-1 text-kumo-subtle">
        {isOperator
          ? `Sign in as ${name ?? 'before'} to go on: this page keeps what you typed.`
          : 'Open the portal by a new link in another tab, then check again: this page keeps what you typed.'}
      </Dialog.Description>
    </div>
  )
}

function Problem({ error }: { readonly error: Error }): ReactNode {
  return error instanceof ApiError ? (
    <FormError error={error} />
  ) : (
    <p role="alert" className="font-medium text-kumo-danger">
      {error.message}
    </p>
  )
}
