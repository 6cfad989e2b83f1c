import { CheckIcon } from '@phosphor-icons/react'
import type { ReactNode } from 'react'

interface StepProps {
  readonly number: number
  readonly current: number
  readonly title: string
  /** What came of it, once it is done. */
  readonly result: string | undefined
  readonly children: ReactNode
}

/** Only the current step is open: one thing at a time. */
export function Step({ number, current, title, result, children }: StepProps) {
  const isDone = number < current
  const isCurrent = number === current
  return (
    <li
      aria-current={isCurrent ? 'step' : undefined}
      className={`rounded-xl border bg-kumo-base ${isCurrent ? 'border-kumo-interact' : 'border-kumo-hairline'}`}
    >
      <div className="flex items-center gap-3 px-5 py-4">
        <span
          className={`flex size-7 items-center justify-center rounded-full text-sm font-semibold ${isDone || isCurrent ? 'bg-kumo-brand text-white' : 'bg-kumo-fill text-kumo-subtle'}`}
        >
          {isDone ? <CheckIcon size={15} weight="bold" aria-label="done" /> : number}
        </span>
        <h2 className={`font-semibold ${number > current ? 'text-kumo-subtle' : ''}`}>{title}</h2>
        {isDone && result !== undefined && (
          <span className="ml-auto font-mono text-[0.8125rem] text-kumo-subtle">{result}</span>
        )}
      </div>
      {isCurrent && (
        <div className="flex flex-col gap-4 border-t border-kumo-hairline px-5 py-5">{children}</div>
      )}
    </li>
  )
}
