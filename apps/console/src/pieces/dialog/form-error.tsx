import { ApiError } from '../../api/api-error.ts'
import { RequestReference } from '../feedback/request-reference.tsx'
import { describeError } from '../feedback/toasts.tsx'

/** Where the form was refused, with every field that was wrong. */
export function FormError({ error }: { readonly error: unknown }) {
  const { title, problem } = describeError(error)
  return (
    <div role="alert" className="rounded-lg border border-kumo-danger/40 bg-kumo-danger-tint px-3 py-2.5">
      <p className="font-medium first-letter:uppercase">{title}</p>
      <p>{problem}</p>
      {error instanceof ApiError && error.requestId !== undefined && (
        <RequestReference requestId={error.requestId} />
      )}
    </div>
  )
}
