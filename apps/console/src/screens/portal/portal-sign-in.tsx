import { Button } from '@cloudflare/kumo/components/button'
import { Input } from '@cloudflare/kumo/components/input'
import { useState } from 'react'

import { FormError } from '../../pieces/dialog/form-error.tsx'
import { Wordmark } from '../../shell/mark.tsx'

interface PortalSignInProps {
  /** Of a link that did not sign in. */
  readonly error: unknown
  readonly onKey: (key: string) => void
}

const KEY = /^bh_[a-z0-9-]+_[A-Za-z0-9]+_\S+$/

/** For whoever has no link, or one that has been used. */
export function PortalSignIn({ error, onKey }: PortalSignInProps) {
  const [key, setKey] = useState('')
  const given = key.trim()
  const isWrong = given !== '' && !KEY.test(given)
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-7 px-5 pb-24">
      <Wordmark />
      <div className="w-full max-w-sm rounded-2xl border border-kumo-hairline bg-kumo-base p-7">
        <h1 className="text-xl font-semibold tracking-tight">Your usage and documents</h1>
        <p className="mt-1 text-kumo-subtle">
          Open the link that you were given, or use an API key of yours.
        </p>
        {error !== null && error !== undefined && (
          <div className="mt-4 flex flex-col gap-2">
            <FormError error={error} />
            <p className="text-kumo-subtle">A link works once and for 15 minutes. Ask for a new one.</p>
          </div>
        )}
        <form
          className="mt-5 flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (given !== '' && !isWrong) onKey(given)
          }}
        >
          <Input
            label="API key"
            type="password"
            autoComplete="off"
            placeholder="bh_…"
            value={key}
            {...(isWrong ? { error: 'A key begins with bh_ and has four parts.' } : {})}
            onChange={(event) => setKey(event.target.value)}
          />
          <Button type="submit" variant="primary" disabled={given === '' || isWrong}>
            Continue
          </Button>
        </form>
      </div>
      <p className="max-w-sm text-center text-xs text-kumo-subtle">
        The key stays in this tab and is forgotten when the tab is closed or loaded again.
      </p>
    </main>
  )
}
