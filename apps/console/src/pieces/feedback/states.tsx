import { Button } from '@cloudflare/kumo/components/button'
import { Loader } from '@cloudflare/kumo/components/loader'
import { WarningOctagonIcon, type Icon } from '@phosphor-icons/react'
import type { ReactNode } from 'react'

import { ApiError } from '../../api/api-error.ts'
import { RequestReference } from './request-reference.tsx'
import { describeError } from './toasts.tsx'

interface EmptyProps {
  readonly icon: Icon
  readonly title: string
  /** Why there is nothing, and what would change that. */
  readonly why: ReactNode
  readonly action?: ReactNode
}

export function EmptyState({ icon: Picture, title, why, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <span className="mb-1 flex size-11 items-center justify-center rounded-full bg-kumo-tint text-kumo-subtle">
        <Picture size={22} aria-hidden />
      </span>
      <p className="font-medium">{title}</p>
      <p className="max-w-md text-kumo-subtle">{why}</p>
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  )
}

export function ErrorState({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { title, problem } = describeError(error)
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <WarningOctagonIcon size={26} aria-hidden className="text-kumo-danger" />
      <p className="font-medium first-letter:uppercase">{title}</p>
      <p className="max-w-lg text-kumo-subtle">{problem}</p>
      {error instanceof ApiError && error.requestId !== undefined && (
        <RequestReference requestId={error.requestId} />
      )}
      {retry !== undefined && (
        <Button className="mt-2" size="sm" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  )
}

export function LoadingState({ what }: { readonly what: string }) {
  return (
    <div role="status" className="flex items-center justify-center gap-2 py-16 text-kumo-subtle">
      <Loader size="sm" /> Loading {what} …
    </div>
  )
}
