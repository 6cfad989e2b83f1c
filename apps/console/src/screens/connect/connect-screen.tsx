import { Button } from '@cloudflare/kumo/components/button'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { sessionQuery } from '../../api/session.ts'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Wordmark } from '../../shell/mark.tsx'
import { ConsentForm } from './consent-form.tsx'
import { grantQuery } from './grant-api.ts'

/** Where a client of `/mcp` sends its person, who is asked in the portal whether it may use the tenant's documents. */
export function ConnectScreen() {
  const [{ request }] = useFilters('request')
  const session = useQuery(sessionQuery)
  return (
    <main id="main" className="flex min-h-dvh flex-col items-center justify-center gap-7 px-5 pb-24">
      <Wordmark />
      <div className="w-full max-w-md rounded-2xl border border-kumo-hairline bg-kumo-base p-7">
        {request === undefined ? (
          <Notice title="Nothing was asked">
            This page is opened by an MCP client that wants to sign in. Start there.
          </Notice>
        ) : session.isPending ? (
          <LoadingState what="the session" />
        ) : session.error !== null ? (
          <ErrorState error={session.error} retry={() => void session.refetch()} />
        ) : session.data?.kind === 'portal' ? (
          <Consent request={request} />
        ) : (
          <SignInFirst isOperator={session.data !== null} onRetry={() => void session.refetch()} />
        )}
      </div>
    </main>
  )
}

function Consent({ request }: { readonly request: string }) {
  const grant = useQuery(grantQuery(request))
  if (grant.isPending) return <LoadingState what="the request" />
  if (grant.error !== null) return <ErrorState error={grant.error} retry={() => void grant.refetch()} />
  return <ConsentForm request={request} grant={grant.data} />
}

function Notice({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 text-kumo-subtle">{children}</p>
    </>
  )
}

interface SignInFirstProps {
  readonly isOperator: boolean
  readonly onRetry: () => void
}

function SignInFirst({ isOperator, onRetry }: SignInFirstProps) {
  return (
    <>
      <Notice title="Sign in to the portal first">
        {isOperator
          ? 'You are signed in as an operator. Only a person of the tenant can let a client in: open a portal link.'
          : 'Open the portal by the link that you were given, in another tab. Then come back here.'}
      </Notice>
      <Button className="mt-5" onClick={onRetry}>
        Check again
      </Button>
    </>
  )
}
