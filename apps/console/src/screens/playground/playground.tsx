import type { Model } from '@bulkhead/contracts/http/models'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { fetchJson } from '../../api/request.ts'
import { apiOrigin } from '../../api/session.ts'
import { Card } from '../../pieces/card.tsx'
import { asCurl } from './as-curl.ts'
import { EMPTY_DRAFT, KIND_NAMES, kindOf, type Draft, type KindName } from './kinds.ts'
import { RequestForm } from './request-form.tsx'
import { RunFigures } from './run-figures.tsx'
import { RunView } from './run-view.tsx'
import { useRun, type Access } from './use-run.ts'

interface PlaygroundProps {
  /** Of whom the key is: what is asked for one is never shown for another. */
  readonly of: string
  readonly access: () => Promise<Access>
  /** Left out: all. */
  readonly scopes?: readonly string[] | undefined
  readonly kind: string | undefined
  readonly onKind: (kind: KindName) => void
}

/** The public API as an application sees it, with a tenant's key. */
export function Playground({ of, access, scopes, kind: wanted, onKind }: PlaygroundProps) {
  const kinds = KIND_NAMES.filter((name) =>
    kindOf(name).scopes.every((scope) => scopes?.includes(scope) ?? true),
  )
  const kind = kinds.find((name) => name === wanted) ?? kinds[0]
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT)
  const models = useModels(of, access)
  const { run, send, stop } = useRun(access)
  if (kind === undefined) {
    return (
      <p className="text-kumo-subtle">
        This key has neither the scope chat nor search, so there is nothing to ask.
      </p>
    )
  }
  const { path, bodyOf } = kindOf(kind)
  const body = bodyOf(draft)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[22rem_1fr]">
      <Card>
        <RequestForm
          kind={kind}
          kinds={kinds}
          draft={draft}
          models={models.filter(({ kind: is }) => is === undefined || is === 'chat').map(({ id }) => id)}
          isRunning={run?.phase === 'running'}
          onKind={onKind}
          onDraft={(changed) => setDraft((before) => ({ ...before, ...changed }))}
          onSend={() => void send(path, body)}
          onStop={stop}
        />
      </Card>
      <Card flush>
        <RunView run={run} curl={asCurl(apiOrigin(), path, body)} />
        {run !== undefined && <RunFigures run={run} models={models} />}
      </Card>
    </div>
  )
}

function useModels(of: string, access: () => Promise<Access>): readonly Model[] {
  const { data } = useQuery({
    queryKey: ['models', of],
    queryFn: async ({ signal }) => {
      const { key, origin } = await access()
      return (await fetchJson<{ data: readonly Model[] }>(`${origin}/v1/models`, { bearer: key, signal }))
        .data
    },
    staleTime: 300_000,
    retry: false,
  })
  return data ?? []
}
