import type { ReactNode } from 'react'

/** Where figures come from and when: settled to a moment, sampled, estimated. */
export function SourceLine({ children }: { readonly children: ReactNode }) {
  return <p className="text-xs text-kumo-subtle">{children}</p>
}
