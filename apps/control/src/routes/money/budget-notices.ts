import { BudgetNoticesPage } from '@bulkhead/contracts/http/admin/usage'
import { readPage } from '@bulkhead/worker/paging'

import { EVERYBODY, registryRoute } from '../../route.ts'

export const listBudgetNotices = registryRoute({
  method: 'GET',
  path: '/admin/v1/budget-notices',
  roles: EVERYBODY,
  summary: 'Which budgets crossed a threshold, newest first; kept for 40 days, told to webhooks or not',
  query: BudgetNoticesPage,
  run: ({ tables }, { query: { tenant, ...page } }) => {
    const rows = (from: number, count: number) => tables.shortLived.notices(tenant, from, count)
    return {
      resource: readPage(page, { from: Number.MAX_SAFE_INTEGER, rows, show: ({ notice }) => notice }),
    }
  },
})
