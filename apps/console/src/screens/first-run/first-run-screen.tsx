import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import type { NewKey } from '../../records/keys.ts'
import { AnswerStep } from './answer-step.tsx'
import { KeyStep } from './key-step.tsx'
import { NothingToSee } from './nothing-to-see.tsx'
import { Step } from './step.tsx'
import { TenantStep } from './tenant-step.tsx'

/** From nothing to a first answer. The tenant stands in the URL, so a reload goes on where it was. */
export function FirstRunScreen() {
  const [{ tenant }, setFilters] = useFilters('tenant')
  const [key, setKey] = useState<NewKey>()
  const may = useMay()
  const current = tenant === undefined ? 1 : key === undefined ? 2 : 3
  if (!may.operate) return <NothingToSee />
  return (
    <Page
      title="Three steps to a first answer"
      description="A tenant is one customer, team or app. Its keys, limits and documents are its own."
    >
      <ol className="flex max-w-3xl flex-col gap-4">
        <Step number={1} current={current} title="Create a tenant" result={tenant}>
          <TenantStep onCreated={(id) => setFilters({ tenant: id })} />
        </Step>
        <Step number={2} current={current} title="Give it a key" result={key?.name ?? key?.id}>
          <KeyStep tenantId={tenant ?? ''} onCreated={setKey} />
        </Step>
        <Step number={3} current={current} title="Ask its model something" result={undefined}>
          {key !== undefined && <AnswerStep newKey={key} />}
        </Step>
      </ol>
    </Page>
  )
}
