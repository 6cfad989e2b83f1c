import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

import { Announcer } from '../pieces/announcer.tsx'
import { WorkDock } from '../work/work-dock.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { Header } from './header.tsx'
import { SessionEnded } from './session-ended/session-ended.tsx'
import { Sidebar } from './sidebar.tsx'

/** What every operator's screen stands in. */
export function Shell() {
  const { pathname } = useLocation()
  const [isMenuOpen, setMenuOpen] = useState(false)
  const main = useFocusOnNavigation(pathname)
  useEffect(() => setMenuOpen(false), [pathname])
  return (
    <div className="grid min-h-dvh md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-lg bg-kumo-brand px-3 py-2 text-white focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <Sidebar isOpen={isMenuOpen} />
      <div className="flex min-w-0 flex-col">
        <Header isMenuOpen={isMenuOpen} onMenu={() => setMenuOpen((isOpen) => !isOpen)} />
        <ConnectionBanner />
        <main id="main" ref={main} tabIndex={-1} className="flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <SessionEnded />
      <WorkDock />
      <Announcer />
    </div>
  )
}

/** Whoever uses the keyboard or hears the page starts at the new screen, not where the last one's link was. */
function useFocusOnNavigation(pathname: string) {
  const main = useRef<HTMLElement>(null)
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
