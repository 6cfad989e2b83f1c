import { useEffect, type ReactNode } from 'react'

interface PageProps {
  readonly title: string
  /** Beside the title: a badge, an id. */
  readonly aside?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of every screen: its heading, what it may do, its content. */
export function Page({ title, aside, description, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Bulkhead`
  }, [title])
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-5 px-5 py-7 sm:px-8">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-[1.375rem] leading-7 font-semibold tracking-tight wrap-anywhere">
              {title}
            </h1>
            {aside}
          </div>
          {description !== undefined && <p className="mt-1 max-w-2xl text-kumo-subtle">{description}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
