import type { ReactNode } from 'react'

interface FigureProps {
  readonly label: string
  readonly value: ReactNode
  /** Against what: the same time yesterday, a limit. */
  readonly note?: ReactNode
  readonly tone?: 'plain' | 'bad' | 'warn'
}

const TONES = { plain: '', bad: 'text-kumo-danger', warn: 'text-kumo-warning' } as const

/** One number that people look for first. */
export function Figure({ label, value, note, tone = 'plain' }: FigureProps) {
  return (
    <div className="rounded-xl border border-kumo-hairline bg-kumo-base px-4 py-3.5">
      <dt className="text-kumo-subtle">{label}</dt>
      <dd className={`mt-1 text-2xl leading-8 font-semibold tracking-tight tabular-nums ${TONES[tone]}`}>
        {value}
      </dd>
      {note !== undefined && <dd className="mt-0.5 text-xs text-kumo-subtle">{note}</dd>}
    </div>
  )
}

interface FiguresProps {
  /** Six of them: in twos or threes, so that none stands alone. */
  readonly areSix?: boolean
  readonly children: ReactNode
}

export function Figures({ areSix = false, children }: FiguresProps) {
  const columns = areSix ? 'grid-cols-2 sm:grid-cols-3' : 'grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]'
  return <dl className={`grid gap-3 ${columns}`}>{children}</dl>
}
