import { Link } from '@tanstack/react-router'

import { Wordmark } from './mark.tsx'
import { NAVIGATION } from './navigation.ts'

/** Wide screens have it beside the page, small ones above it once it is asked for. */
export function Sidebar({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <nav
      id="navigation"
      aria-label="Main"
      className={`${isOpen ? 'block' : 'hidden'} border-r border-kumo-hairline bg-kumo-elevated px-3 py-4 md:sticky md:top-0 md:block md:h-dvh md:overflow-y-auto`}
    >
      <Link
        to="/"
        className="mb-5 hidden rounded-md px-2 py-1 md:inline-flex"
        aria-label="Bulkhead, overview"
      >
        <Wordmark />
      </Link>
      {NAVIGATION.map(({ label, entries }) => (
        <div key={label ?? ''} className="mb-4">
          {label !== undefined && (
            <h2 className="px-2.5 pb-1 text-[0.6875rem] font-medium tracking-wide text-kumo-subtle uppercase">
              {label}
            </h2>
          )}
          <ul className="flex flex-col gap-px">
            {entries.map(({ to, label: name, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={{ exact: to === '/', includeSearch: false }}
                  className="flex items-center gap-2.5 rounded-lg px-2.5 py-[0.4375rem] text-kumo-subtle hover:bg-kumo-tint hover:text-kumo-default data-[status=active]:bg-kumo-fill data-[status=active]:font-medium data-[status=active]:text-kumo-strong"
                >
                  <Icon size={17} aria-hidden />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
