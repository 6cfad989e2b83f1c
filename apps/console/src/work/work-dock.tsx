import { CheckCircleIcon, CircleNotchIcon, WarningCircleIcon, XIcon } from '@phosphor-icons/react'

import { dismissWork, useWork, type Work } from './work.ts'

/** What is going on, on every page, until the reader has seen how it ended. */
export function WorkDock() {
  const all = useWork()
  if (all.length === 0) return null
  return (
    <aside
      aria-label="Work in progress"
      className="fixed bottom-3 left-3 z-30 flex w-[calc(100%-1.5rem)] max-w-72 flex-col gap-2 md:w-52"
    >
      {all.map((work) => (
        <WorkCard key={work.id} work={work} />
      ))}
    </aside>
  )
}

const ICONS = {
  running: <CircleNotchIcon size={18} aria-hidden className="animate-spin text-kumo-link" />,
  done: <CheckCircleIcon size={18} weight="fill" aria-hidden className="text-kumo-success" />,
  failed: <WarningCircleIcon size={18} weight="fill" aria-hidden className="text-kumo-danger" />,
} as const

function WorkCard({ work }: { readonly work: Work }) {
  const { id, title, state, detail, progress } = work
  return (
    <div className="flex gap-2.5 rounded-xl border border-kumo-line bg-kumo-base p-3 shadow-lg">
      <span className="mt-0.5">{ICONS[state]}</span>
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{title}</p>
        <p className="text-xs text-kumo-subtle">{detail}</p>
        {state === 'running' && progress !== undefined && (
          <progress
            value={progress}
            max={1}
            aria-label={title}
            className="mt-1.5 h-1 w-full accent-kumo-brand"
          />
        )}
      </div>
      {state !== 'running' && (
        <button
          type="button"
          aria-label={`Dismiss ${title}`}
          onClick={() => dismissWork(id)}
          className="flex size-6 cursor-pointer items-center justify-center rounded-md text-kumo-subtle hover:bg-kumo-tint"
        >
          <XIcon size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}
