import { RequestReference } from '../../pieces/feedback/request-reference.tsx'
import { formatCount, formatMs } from '../../pieces/text/format.ts'
import type { Answered } from './ask-once.ts'

export function FirstAnswer({ text, model, tokens, ms, requestId }: Answered) {
  return (
    <figure aria-live="polite" className="rounded-lg border border-kumo-hairline bg-kumo-elevated p-4">
      <blockquote className="whitespace-pre-wrap">{text}</blockquote>
      <figcaption className="mt-3 text-xs text-kumo-subtle">
        {model} · {formatCount(tokens)} tokens · {formatMs(ms)}
        {requestId !== undefined && <RequestReference requestId={requestId} />}
      </figcaption>
    </figure>
  )
}
