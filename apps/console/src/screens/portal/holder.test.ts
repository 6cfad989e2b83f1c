import { expect, test } from 'vitest'

import { holderOfKey } from './holder.ts'

test('a pasted key names its tenant and stays whole', async () => {
  const holder = holderOfKey('bh_acme-1_abc123def456_secret_part')

  expect(holder).toMatchObject({ tenantId: 'acme-1', name: 'key abc123def456', isSession: false })
  expect(await holder.access()).toEqual({ key: 'bh_acme-1_abc123def456_secret_part', origin: '' })
})
