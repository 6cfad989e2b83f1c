import {
  BellRingingIcon,
  BuildingsIcon,
  ChartBarIcon,
  ChatCircleTextIcon,
  FilesIcon,
  GaugeIcon,
  ListMagnifyingGlassIcon,
  ScrollIcon,
  SlidersHorizontalIcon,
  TrayArrowDownIcon,
  WebhooksLogoIcon,
} from '@phosphor-icons/react'

/** What the sidebar offers, in its groups. */
export const NAVIGATION = [
  {
    label: undefined,
    entries: [
      { to: '/', label: 'Overview', icon: GaugeIcon },
      { to: '/tenants', label: 'Tenants', icon: BuildingsIcon },
    ],
  },
  {
    label: 'Watch',
    entries: [
      { to: '/usage', label: 'Usage & cost', icon: ChartBarIcon },
      { to: '/budgets', label: 'Budgets & alerts', icon: BellRingingIcon },
      { to: '/requests', label: 'Requests', icon: ListMagnifyingGlassIcon },
    ],
  },
  {
    label: 'Data',
    entries: [
      { to: '/documents', label: 'Documents', icon: FilesIcon },
      { to: '/dead-letters', label: 'Dead letters', icon: TrayArrowDownIcon },
      { to: '/playground', label: 'Playground', icon: ChatCircleTextIcon },
    ],
  },
  {
    label: 'Govern',
    entries: [
      { to: '/audit', label: 'Audit', icon: ScrollIcon },
      { to: '/webhooks', label: 'Webhooks', icon: WebhooksLogoIcon },
      { to: '/settings', label: 'Settings', icon: SlidersHorizontalIcon },
    ],
  },
] as const
