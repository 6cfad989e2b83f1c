import { expect, test } from 'vitest'

import { auditQueryOf } from './audit-query.ts'

test('includes both days', () => {
  expect(auditQueryOf({ action: 'key.revoked', from: '2026-11-01', to: '2026-11-02' })).toEqual({
    action: 'key.revoked',
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-02T23:59:59.999Z',
  })
})
