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

export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] gap-3">{children}</dl>
}
