import { Button } from '@cloudflare/kumo/components/button'
import { Input } from '@cloudflare/kumo/components/input'
import { useState } from 'react'

import { whyNobody } from '../../api/session.ts'
import { FormError } from '../../pieces/dialog/form-error.tsx'
import { Wordmark } from '../../shell/mark.tsx'
import { useSignIn } from './use-sign-in.ts'

/** By a pasted token, or by a link whose code is good once. */
export function SignInScreen() {
  const [token, setToken] = useState('')
  const { signIn, error, isBusy, isByLink } = useSignIn()
  const stranger = whyNobody()
  return (
    <main className="waterline flex min-h-dvh flex-col items-center justify-center gap-7 px-5 pb-24">
      <Wordmark />
      <div className="w-full max-w-sm rounded-2xl border border-kumo-hairline bg-kumo-base p-7 shadow-lg">
        <h1 className="text-xl font-semibold tracking-tight">Sign in</h1>
        <p className="mt-1 text-kumo-subtle">
          {isByLink ? 'Signing in with the link …' : 'With the admin token or an operator token.'}
        </p>
        {stranger !== undefined && (
          <p role="status" className="mt-3 rounded-lg bg-kumo-warning-tint px-3 py-2">
            {stranger.message}
          </p>
        )}
        <form
          className="mt-5 flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            signIn({ token: token.trim() })
          }}
        >
          <Input
            label="Token"
            type="password"
            autoComplete="current-password"
            value={token}
            onChange={(event) => setToken(event.target.value)}
            required
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page has nothing else to do
            autoFocus
          />
          {error !== null && <FormError error={error} />}
          <Button
            type="submit"
            variant="primary"
            className="w-full justify-center"
            loading={isBusy}
            disabled={isBusy || token.trim() === ''}
          >
            Sign in
          </Button>
        </form>
      </div>
      <p className="max-w-sm text-center text-xs text-kumo-subtle">
        The token is exchanged for a cookie that no script can read. It ends after 12 hours, or one hour
        without use.
      </p>
    </main>
  )
}
