import { Input } from '@cloudflare/kumo/components/input'
import { Select } from '@cloudflare/kumo/components/select'
import { useEffect } from 'react'

import { usePlanNames } from '../../records/plans.ts'
import { useChatModels } from '../../records/prices.ts'
import { idFrom, type NewTenant } from './new-tenant.ts'

interface TenantFieldsProps {
  readonly tenant: NewTenant
  readonly onChange: (tenant: NewTenant) => void
}

const OWN = '*'

export function TenantFields({ tenant, onChange }: TenantFieldsProps) {
  const models = useChatModels()
  const plans = usePlanNames() ?? []
  const set = (changed: Partial<NewTenant>) => onChange({ ...tenant, ...changed })
  const [first = ''] = models
  useEffect(() => {
    if (tenant.model === '' && first !== '') onChange({ ...tenant, model: first })
  }, [first, tenant, onChange])
  const setName = (name: string) => {
    const followsName = tenant.id === idFrom(tenant.name)
    set({ name, ...(followsName ? { id: idFrom(name) } : {}) })
  }
  return (
    <>
      <Input label="Name" required value={tenant.name} onChange={(event) => setName(event.target.value)} />
      <Input
        label="Id"
        required
        description="Part of every key and URL. It cannot be changed later."
        className="font-mono"
        value={tenant.id}
        pattern="[a-z0-9\-]{1,32}"
        onChange={(event) => set({ id: event.target.value })}
      />
      <Select
        label="Model"
        items={Object.fromEntries(models.map((model) => [model, model]))}
        value={tenant.model}
        onValueChange={(model) => set({ model: model ?? '' })}
      />
      <Select
        label="Plan"
        items={{ [OWN]: 'Limits of its own', ...Object.fromEntries(plans.map((name) => [name, name])) }}
        value={tenant.plan === '' ? OWN : tenant.plan}
        onValueChange={(plan) => set({ plan: plan === OWN || plan === null ? '' : plan })}
      />
      {tenant.plan === '' && <OwnLimits tenant={tenant} set={set} />}
    </>
  )
}

interface OwnLimitsProps {
  readonly tenant: NewTenant
  readonly set: (changed: Partial<NewTenant>) => void
}

function OwnLimits({ tenant, set }: OwnLimitsProps) {
  return (
    <div className="grid gap-4 *:min-w-0 sm:grid-cols-2 [&_input]:w-full">
      <Input
        label="Requests a minute"
        type="number"
        min={1}
        value={tenant.requestsPerMinute}
        onChange={(event) => set({ requestsPerMinute: event.target.value })}
      />
      <Input
        label="Tokens a day"
        type="number"
        min={1}
        value={tenant.tokensPerDay}
        onChange={(event) => set({ tokensPerDay: event.target.value })}
      />
    </div>
  )
}
