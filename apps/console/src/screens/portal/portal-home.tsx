import { Button } from '@cloudflare/kumo/components/button'
import { Tabs } from '@cloudflare/kumo/components/tabs'
import { SignOutIcon } from '@phosphor-icons/react'
import type { ComponentType } from 'react'

import { useFilters } from '../../pieces/list/use-filters.ts'
import { ConnectionBanner } from '../../shell/connection-banner.tsx'
import { Wordmark } from '../../shell/mark.tsx'
import { ThemeSwitch } from '../../shell/theme-switch.tsx'
import type { Holder } from './holder.ts'
import { OwnDocuments } from './own-documents.tsx'
import { OwnKeys } from './own-keys.tsx'
import { OwnPlayground } from './own-playground.tsx'
import { OwnUsage } from './own-usage.tsx'

interface View {
  readonly value: string
  readonly label: string
  /** One of them is enough. */
  readonly scopes: readonly string[]
  readonly show: ComponentType<{ readonly holder: Holder }>
}

const VIEWS: readonly View[] = [
  { value: 'usage', label: 'Usage', scopes: ['usage:read'], show: OwnUsage },
  { value: 'keys', label: 'Keys', scopes: ['keys:write'], show: OwnKeys },
  { value: 'documents', label: 'Documents', scopes: ['documents:read'], show: OwnDocuments },
  { value: 'playground', label: 'Playground', scopes: ['chat', 'search'], show: OwnPlayground },
]

interface PortalHomeProps {
  readonly holder: Holder
  readonly onLeave: () => void
}

/** What the holder's scopes allow, one view at a time; the URL says which. */
export function PortalHome({ holder, onLeave }: PortalHomeProps) {
  const [{ view: wanted }, setFilters] = useFilters('view')
  const { scopes } = holder
  const views = VIEWS.filter(
    (one) => scopes === undefined || one.scopes.some((scope) => scopes.includes(scope)),
  )
  const view = views.find(({ value }) => value === wanted) ?? views[0]
  return (
    <div className="flex min-h-dvh flex-col">
      <PortalHeader holder={holder} onLeave={onLeave} />
      <ConnectionBanner />
      <main id="main" className="mx-auto flex w-full max-w-6xl flex-1 flex-col gap-5 px-5 py-7 sm:px-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-[1.375rem] leading-7 font-semibold tracking-tight">{holder.tenantId}</h1>
          <a href="/docs" className="text-kumo-link underline underline-offset-2">
            API reference
          </a>
        </div>
        {view === undefined ? (
          <p className="text-kumo-subtle">
            This session may look at nothing. Ask for a link with more scopes.
          </p>
        ) : (
          <>
            <Tabs
              variant="underline"
              tabs={views.map(({ value, label }) => ({ value, label }))}
              value={view.value}
              onValueChange={(next) => setFilters({ view: next })}
            />
            <view.show holder={holder} />
          </>
        )}
      </main>
    </div>
  )
}

function PortalHeader({ holder: { name, returnUrl, isSession }, onLeave }: PortalHomeProps) {
  return (
    <header className="flex h-13 items-center justify-between gap-3 border-b border-kumo-hairline bg-kumo-base px-5 sm:px-8">
      <Wordmark />
      <div className="flex items-center gap-3">
        <span className="hidden max-w-56 truncate text-kumo-subtle sm:inline">{name}</span>
        <ThemeSwitch />
        {returnUrl !== undefined && (
          <a href={returnUrl} className="text-kumo-link underline underline-offset-2">
            Back
          </a>
        )}
        <Button size="sm" icon={SignOutIcon} onClick={onLeave}>
          {isSession ? 'Sign out' : 'Forget the key'}
        </Button>
      </div>
    </header>
  )
}
