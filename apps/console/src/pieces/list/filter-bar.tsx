import type { ReactNode } from 'react'

/** Search and filters above a list. */
export function FilterBar({ children }: { readonly children: ReactNode }) {
  return (
    <div role="search" className="flex flex-wrap items-center gap-2">
      {children}
    </div>
  )
}
