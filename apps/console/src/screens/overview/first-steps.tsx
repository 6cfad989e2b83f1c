import { CompassIcon } from '@phosphor-icons/react'
import { Link } from '@tanstack/react-router'

import { useMay } from '../../api/may.ts'

/** While only tenants of files are there. */
export function FirstSteps() {
  const may = useMay()
  if (!may.operate) return null
  return (
    <div className="flex flex-wrap items-center gap-4 rounded-xl border border-kumo-hairline bg-kumo-base px-5 py-4">
      <CompassIcon size={28} weight="duotone" aria-hidden className="text-kumo-brand" />
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold">Three steps to a first answer</h2>
        <p className="text-kumo-subtle">Create a tenant, give it a key, ask its model something.</p>
      </div>
      <Link
        to="/first-run"
        className="rounded-lg bg-kumo-brand px-3.5 py-2 font-medium text-white hover:bg-kumo-brand-hover"
      >
        Start
      </Link>
    </div>
  )
}
