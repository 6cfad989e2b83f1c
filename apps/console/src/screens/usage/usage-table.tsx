import { ChartBarIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import type { Column, Sort } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { wholeList } from '../../pieces/list/whole-list.ts'
import { formatCount, formatMoney } from '../../pieces/text/format.ts'
import type { Group } from './usage-line.ts'
import type { UsageSum } from './usage-sums.ts'

const TITLES = { model: 'Model', tenant: 'Tenant', key: 'Key' } as const

interface UsageTableProps {
  readonly group: Group
  readonly sums: readonly UsageSum[]
}

/** What each came to, with the parts of the tokens that are charged in another way. */
export function UsageTable({ group, sums }: UsageTableProps) {
  const [sort, setSort] = useState<Sort>()
  return (
    <Card title={`By ${group}`} flush>
      <DataTable
        what={`${group}s`}
        pages={wholeList(sums)}
        columns={[nameColumn(group), ...COLUMNS]}
        idOf={({ name }) => name}
        sort={sort}
        onSort={setSort}
        empty={<NothingUsed />}
      />
    </Card>
  )
}

export function NothingUsed() {
  return (
    <EmptyState
      icon={ChartBarIcon}
      title="Nothing was used in this time"
      why="Figures appear a moment after the first answer is settled. Choose a longer range to see earlier ones."
    />
  )
}

function nameColumn(group: Group): Column<UsageSum> {
  return {
    header: TITLES[group],
    cell: ({ name }) => <span className="block min-w-36 font-medium break-all">{name}</span>,
    text: ({ name }) => name,
    sortBy: ({ name }) => name,
  }
}

const count = (header: string, of: (sum: UsageSum) => number): Column<UsageSum> => ({
  header,
  cell: (sum) => formatCount(of(sum)),
  text: of,
  sortBy: of,
  align: 'right',
})

const COLUMNS: readonly Column<UsageSum>[] = [
  count('Requests', ({ requests }) => requests),
  count('Prompt tokens', ({ promptTokens }) => promptTokens),
  count('of them cached', ({ cachedPromptTokens }) => cachedPromptTokens),
  count('Answer tokens', ({ completionTokens }) => completionTokens),
  count('of them reasoning', ({ reasoningTokens }) => reasoningTokens),
  count('Estimated tokens', ({ estimatedTokens }) => estimatedTokens),
  {
    header: 'Cost',
    cell: ({ cost, isUnpriced }) => (
      <span title={isUnpriced ? 'The price of a part is unknown; this is the rest.' : undefined}>
        {formatMoney(String(cost))}
        {isUnpriced && ' +'}
      </span>
    ),
    text: ({ cost }) => cost,
    sortBy: ({ cost }) => cost,
    align: 'right',
  },
]
