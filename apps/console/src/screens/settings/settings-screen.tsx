import { Link } from '@tanstack/react-router'

import { useMay } from '../../api/may.ts'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { FlagsView } from './flags-view.tsx'
import { OperatorsView } from './operators-view.tsx'
import { PlansView } from './plans-view.tsx'
import { PricesView } from './prices-view.tsx'
import { ReleaseView } from './release-view.tsx'

const VIEWS = {
  plans: 'Plans',
  prices: 'Prices',
  operators: 'Operators',
  flags: 'Flags',
  release: 'Release',
} as const
type View = keyof typeof VIEWS

const SCREENS = {
  plans: PlansView,
  prices: PricesView,
  operators: OperatorsView,
  flags: FlagsView,
  release: ReleaseView,
} as const satisfies Record<View, () => unknown>

function isView(name: string): name is View {
  return Object.hasOwn(VIEWS, name)
}

export function SettingsScreen() {
  const [{ view = 'plans' }] = useFilters('view')
  const may = useMay()
  const shown = isView(view) && (view !== 'operators' || may.own) ? view : 'plans'
  const Shown = SCREENS[shown]
  const views = Object.entries(VIEWS).filter(([name]) => name !== 'operators' || may.own)
  return (
    <Page title="Settings" description="What holds for the whole deployment.">
      <nav aria-label="Settings" className="flex gap-5 overflow-x-auto border-b border-kumo-hairline">
        {views.map(([name, label]) => (
          <Link
            key={name}
            to="/settings"
            search={{ view: name }}
            aria-current={name === shown ? 'page' : undefined}
            className="-mb-px border-b-2 border-transparent py-2 whitespace-nowrap text-kumo-subtle hover:text-kumo-default aria-[current=page]:border-kumo-brand aria-[current=page]:font-medium aria-[current=page]:text-kumo-strong"
          >
            {label}
          </Link>
        ))}
      </nav>
      <Shown />
    </Page>
  )
}
