import { Tabs } from '@cloudflare/kumo/components/tabs'
import { useState } from 'react'

import { FormError } from '../../pieces/dialog/form-error.tsx'
import { CopyableBlock } from '../../pieces/text/copy.tsx'
import { AnswerView } from './answer-view.tsx'
import type { Run } from './use-run.ts'

interface RunViewProps {
  readonly run: Run | undefined
  readonly curl: string
}

/** The answer as it comes, what the server said of it, and the request to take away. */
export function RunView({ run, curl }: RunViewProps) {
  const [view, setView] = useState('answer')
  return (
    <>
      <div className="border-b border-kumo-hairline px-4 py-2">
        <Tabs
          size="sm"
          tabs={[
            { value: 'answer', label: 'Answer' },
            { value: 'headers', label: 'Headers' },
            { value: 'json', label: 'JSON' },
            { value: 'curl', label: 'curl' },
          ]}
          value={view}
          onValueChange={setView}
        />
      </div>
      <div className="min-h-72 p-4">
        {view === 'curl' && <CopyableBlock text={curl} what="curl command" />}
        {view !== 'curl' && run === undefined && (
          <p className="text-kumo-subtle">The answer appears here as it comes.</p>
        )}
        {view === 'answer' && run !== undefined && <Answered run={run} />}
        {view === 'headers' && run !== undefined && <Headers run={run} />}
        {view === 'json' && run !== undefined && (
          <CopyableBlock text={run.outcome.raw || '–'} what="answer" />
        )}
      </div>
    </>
  )
}

function Answered({ run }: { readonly run: Run }) {
  const { phase, outcome, error } = run
  return (
    <div className="flex flex-col gap-4">
      <AnswerView outcome={outcome} isRunning={phase === 'running'} />
      {error !== undefined && <FormError error={error} />}
      {outcome.failure !== undefined && (
        <p role="alert" className="font-medium text-kumo-danger">
          {outcome.failure}
        </p>
      )}
      {phase === 'stopped' && (
        <p className="text-kumo-subtle">Stopped here. What was generated until then is charged.</p>
      )}
    </div>
  )
}

function Headers({ run }: { readonly run: Run }) {
  if (run.headers.length === 0) return <p className="text-kumo-subtle">No headers yet.</p>
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 font-mono text-xs">
      {run.headers.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-kumo-subtle">{name}</dt>
          <dd className="break-all">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
