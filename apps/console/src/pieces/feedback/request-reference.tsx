import { InAppLink } from '../in-app-link.tsx'
import { CopyButton } from '../text/copy.tsx'

/** The id that support asks for, and the way to the request's own page. */
export function RequestReference({ requestId }: { readonly requestId: string }) {
  // A tenant's people have no page of requests; whoever helps them needs the id.
  const isPortal = window.location.pathname.startsWith('/console/portal')
  return (
    <span className="mt-1.5 flex items-center gap-1 text-xs">
      {isPortal ? (
        <code className="truncate font-mono">{requestId}</code>
      ) : (
        <InAppLink
          path={`/requests/${encodeURIComponent(requestId)}`}
          className="truncate font-mono text-kumo-link underline underline-offset-2"
        >
          {requestId}
        </InAppLink>
      )}
      <CopyButton text={requestId} what="request id" />
    </span>
  )
}
