import type { Outcome } from './outcome.ts'

interface AnswerViewProps {
  readonly outcome: Outcome
  readonly isRunning: boolean
}

/** Text, the quotes that it rests on, and what was found. */
export function AnswerView({ outcome, isRunning }: AnswerViewProps) {
  const { text, citations, passages, warnings } = outcome
  return (
    <>
      {(text !== '' || isRunning) && (
        <p className="max-w-prose leading-6 whitespace-pre-wrap" aria-busy={isRunning}>
          {text}
          {isRunning && (
            <span
              aria-hidden
              className="ml-0.5 inline-block h-4 w-2 animate-pulse bg-kumo-brand align-text-bottom"
            />
          )}
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="text-kumo-warning">
          {warning}
        </p>
      ))}
      {citations.length > 0 && (
        <section aria-label="Citations" className="flex flex-col gap-2">
          <h3 className="text-xs font-medium text-kumo-subtle">Citations, checked against the documents</h3>
          <ol className="flex flex-col gap-2">
            {citations.map(({ n, title, quote, chunkId, heading, page }, at) => (
              <li
                key={`${chunkId}:${at}`}
                className="rounded-lg border border-kumo-hairline px-3 py-2 wrap-anywhere"
              >
                <p className="font-medium">
                  [{n}] {title}
                  <span className="ml-2 text-xs font-normal text-kumo-subtle">
                    {[heading, page === undefined ? undefined : `page ${page}`].filter(Boolean).join(' · ')}
                  </span>
                </p>
                <blockquote className="mt-0.5 text-kumo-subtle">“{quote}”</blockquote>
              </li>
            ))}
          </ol>
        </section>
      )}
      {citations.length === 0 && passages.length > 0 && (
        <ol className="flex flex-col gap-2" aria-label="Results">
          {passages.map(({ title, text: passage, score }, at) => (
            <li key={at} className="rounded-lg border border-kumo-hairline px-3 py-2 wrap-anywhere">
              <p className="flex justify-between gap-3 font-medium">
                <bdi>{title}</bdi>
                {score !== undefined && (
                  <span className="text-xs font-normal text-kumo-subtle tabular-nums">
                    {score.toFixed(3)}
                  </span>
                )}
              </p>
              <p className="mt-0.5 text-kumo-subtle">{passage}</p>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
