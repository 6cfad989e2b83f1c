import { Banner } from '@cloudflare/kumo/components/banner'
import { BellRingingIcon, GitDiffIcon, HourglassIcon, WebhooksLogoIcon } from '@phosphor-icons/react'
import { Link } from '@tanstack/react-router'

import { Time } from '../../pieces/text/time.tsx'
import type { Overview } from '../../records/overview.ts'

/** What somebody should look at first; nothing when all is well. */
export function Notices({ overview }: { readonly overview: Overview }) {
  const { tenants, webhooks } = overview
  const firing = overview.alerts.filter(({ status }) => status === 'firing')
  return (
    <div className="flex flex-col gap-2 empty:hidden">
      {firing.map(({ id, name, summary, startedAt }) => (
        <Banner
          key={id}
          variant="error"
          icon={<BellRingingIcon weight="fill" />}
          title={name}
          description={
            <>
              {summary} Firing since <Time at={startedAt} />.
            </>
          }
        />
      ))}
      {tenants.pending > 0 && (
        <Banner
          variant="alert"
          icon={<HourglassIcon weight="fill" />}
          title={counted(tenants.pending, 'change is still on its way', 'changes are still on their way')}
          description="Their tenants' home objects could not be reached yet; it is tried again every few seconds."
        />
      )}
      {webhooks.failing > 0 && (
        <Banner
          variant="alert"
          icon={<WebhooksLogoIcon weight="fill" />}
          title={counted(webhooks.failing, 'webhook is failing', 'webhooks are failing')}
          description={<NoticeLink to="/webhooks">See their deliveries</NoticeLink>}
        />
      )}
      {tenants.drifted > 0 && (
        <Banner
          variant="secondary"
          icon={<GitDiffIcon />}
          title={counted(tenants.drifted, 'tenant differs from its file', 'tenants differ from their files')}
          description="After an action taken here or by the API. bulkhead tenants diff shows how."
        />
      )}
    </div>
  )
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

function NoticeLink({ to, children }: { readonly to: '/webhooks'; readonly children: string }) {
  return (
    <Link to={to} className="underline underline-offset-2">
      {children}
    </Link>
  )
}
