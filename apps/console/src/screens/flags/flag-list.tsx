import { Button } from '@cloudflare/kumo/components/button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { FLAG_MEANINGS, flagsQuery, putFlags, type FlagView } from '../../records/flags.ts'

/** Of the deployment, or of one tenant: what holds, which layer says so, and the switch. */
export function FlagList({ tenantId }: { readonly tenantId?: string }) {
  const { data, error, refetch } = useQuery(flagsQuery(tenantId))
  const [toggled, setToggled] = useState<string>()
  const may = useMay()
  if (error !== null && data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  if (data === undefined) return <LoadingState what="the flags" />
  const view = data.data
  const own = view.layers[tenantId === undefined ? 'deployment' : 'tenant'] ?? {}
  const isOn = Object.entries(view.flags).some(([name, value]) => name === toggled && value)
  return (
    <>
      <ul>
        {Object.entries(view.flags).map(([name, value]) => (
          <Flag
            key={name}
            name={name}
            value={value}
            layer={layerOf(view, name)}
            onToggle={may.operate ? () => setToggled(name) : undefined}
          />
        ))}
      </ul>
      {view.problems.map((problem) => (
        <p key={problem} role="alert" className="border-t border-kumo-hairline px-4 py-2 text-kumo-danger">
          {problem}
        </p>
      ))}
      <ConfirmDialog
        open={toggled !== undefined}
        onClose={() => setToggled(undefined)}
        title={`${isOn ? 'Turn off' : 'Turn on'} ${toggled ?? ''}`}
        description={`${FLAG_MEANINGS[toggled ?? ''] ?? ''} It takes up to a minute to be everywhere.`}
        submit={isOn ? 'Turn off' : 'Turn on'}
        isDestructive={isOn}
        onConfirm={async (reason) => {
          if (toggled === undefined) return
          await putFlags(tenantId, { ...own, [toggled]: !isOn }, { ifMatch: data.etag, reason })
          toastDone(`${toggled} is ${isOn ? 'off' : 'on'}`)
        }}
      />
    </>
  )
}

/** The last layer that says something about it. */
function layerOf({ layers }: FlagView, name: string): string {
  const saying = Object.entries(layers).filter(([, flags]) => Object.hasOwn(flags, name))
  return saying.at(-1)?.[0] ?? 'defaults'
}

interface FlagProps {
  readonly name: string
  readonly value: boolean
  readonly layer: string
  readonly onToggle: (() => void) | undefined
}

function Flag({ name, value, layer, onToggle }: FlagProps) {
  return (
    <li className="flex items-center gap-4 border-b border-kumo-hairline px-4 py-3 last:border-b-0">
      <span
        className={`w-10 shrink-0 rounded-full py-0.5 text-center text-xs font-medium ${value ? 'bg-kumo-success-tint text-kumo-success' : 'bg-kumo-warning-tint text-kumo-warning'}`}
      >
        {value ? 'on' : 'off'}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-mono text-[0.8125rem]">{name}</span>
        <span className="block text-kumo-subtle">{FLAG_MEANINGS[name]}</span>
      </span>
      <span className="shrink-0 text-xs text-kumo-subtle">set by {layer}</span>
      {onToggle !== undefined && (
        <Button size="sm" aria-label={`${value ? 'Turn off' : 'Turn on'} ${name}`} onClick={onToggle}>
          {value ? 'Turn off' : 'Turn on'}
        </Button>
      )}
    </li>
  )
}
