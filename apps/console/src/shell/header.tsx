import { Button } from '@cloudflare/kumo/components/button'
import { ListIcon, SignOutIcon } from '@phosphor-icons/react'
import { useQuery } from '@tanstack/react-query'

import { sessionQuery } from '../api/session.ts'
import { Wordmark } from './mark.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { useSignOut } from './use-sign-out.ts'

interface HeaderProps {
  readonly isMenuOpen: boolean
  readonly onMenu: () => void
}

/** Which deployment this is, who is signed in as what, how it looks, and the way out. */
export function Header({ isMenuOpen, onMenu }: HeaderProps) {
  const { data: session } = useQuery(sessionQuery)
  const signOut = useSignOut()
  if (session?.kind !== 'operator') return null
  return (
    <header className="flex h-13 items-center justify-between gap-3 border-b border-kumo-hairline bg-kumo-base px-4 sm:px-8">
      <div className="flex items-center gap-3">
        <Button
          variant="ghost"
          shape="square"
          icon={ListIcon}
          aria-label="Menu"
          aria-expanded={isMenuOpen}
          aria-controls="navigation"
          className="md:hidden"
          onClick={onMenu}
        />
        <span className="md:hidden">
          <Wordmark />
        </span>
        <Environment name={session.environment} />
      </div>
      <div className="flex items-center gap-3">
        <span className="hidden items-baseline gap-1.5 sm:flex">
          <span className="max-w-40 truncate font-medium">{session.name}</span>
          <span className="text-kumo-subtle">{session.role}</span>
        </span>
        <ThemeSwitch />
        <Button
          variant="ghost"
          shape="square"
          icon={SignOutIcon}
          aria-label="Sign out"
          title="Sign out"
          onClick={signOut}
        />
      </div>
    </header>
  )
}

/** Nobody should mistake production for anything else. */
function Environment({ name }: { readonly name: string }) {
  const isLocal = name === 'local'
  return (
    <span
      title={window.location.host}
      className={`rounded-full px-2.5 py-0.5 text-xs font-medium ${isLocal ? 'bg-kumo-fill text-kumo-default' : 'bg-kumo-danger-tint text-kumo-danger'}`}
    >
      {name}
    </span>
  )
}
