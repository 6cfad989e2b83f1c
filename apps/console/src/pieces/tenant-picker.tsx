import { Combobox } from '@cloudflare/kumo/components/combobox'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'

import type { Page } from '../api/pages.ts'
import { fetchJson } from '../api/request.ts'
import type { Tenant } from '../records/tenants.ts'

const SHOWN = 20

interface TenantPickerProps {
  readonly value: string | undefined
  readonly onChange: (tenantId: string | undefined) => void
  readonly label?: string
}

/** Finds a tenant among any number of them by id or name. */
export function TenantPicker({ value, onChange, label = 'Tenant' }: TenantPickerProps) {
  const [text, setText] = useState('')
  const q = useDeferredValue(text === value ? '' : text)
  const { data } = useQuery({
    queryKey: ['pick', q],
    queryFn: ({ signal }) =>
      fetchJson<Page<Tenant>>('/admin/v1/tenants', { query: { q, limit: SHOWN }, signal }),
    placeholderData: (shown) => shown,
  })
  const ids = data?.data.map(({ id }) => id) ?? []
  return (
    <Combobox<string>
      items={value === undefined || ids.includes(value) ? ids : [value, ...ids]}
      value={value ?? null}
      onValueChange={(chosen) => onChange(typeof chosen === 'string' ? chosen : undefined)}
      onInputValueChange={setText}
      filter={null}
    >
      <Combobox.TriggerInput aria-label={label} placeholder="Choose a tenant" className="w-full sm:w-64" />
      <Combobox.Content>
        <Combobox.Empty>No tenant has this in its id or name.</Combobox.Empty>
        <Combobox.List>
          {(id: string) => (
            <Combobox.Item key={id} value={id}>
              {id}
            </Combobox.Item>
          )}
        </Combobox.List>
      </Combobox.Content>
    </Combobox>
  )
}
