import type { ReactNode } from 'react'

interface CardProps {
  readonly title?: string
  readonly aside?: ReactNode
  readonly children: ReactNode
  /** Without padding: the content brings its own. */
  readonly flush?: boolean
  readonly className?: string
}

/** A panel of a screen. */
export function Card({ title, aside, children, flush = false, className = '' }: CardProps) {
  return (
    <section
      {...(title === undefined ? {} : { 'aria-label': title })}
      className={`overflow-hidden rounded-xl border border-kumo-hairline bg-kumo-base ${className}`}
    >
      {title !== undefined && (
        <div className="flex min-h-12 items-center justify-between gap-3 border-b border-kumo-hairline px-4 py-2">
          <h2 className="font-semibold">{title}</h2>
          {aside}
        </div>
      )}
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  )
}
