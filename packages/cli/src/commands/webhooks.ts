import type { Schemas } from '@bulkhead/admin-client/admin-client'
import type { operations } from '@bulkhead/admin-client/schema'
import type { Command } from 'commander'

import { unchecked } from '../api.ts'
import { id as idOf } from '../id.ts'
import { commaList, seconds } from '../parse.ts'
import { field } from '../print.ts'
import { Session } from '../session.ts'

const COLUMNS = {
  id: field('id'),
  url: field('url'),
  events: field('events'),
  tenant: field('tenantId'),
  status: field('status'),
}
const DELIVERIES = {
  id: field('id'),
  type: field('type'),
  status: field('status'),
  attempts: field('attempts'),
  created: field('createdAt'),
  'last status': field('lastStatus'),
  error: field('lastError'),
}

interface CreateOptions {
  readonly url: string
  readonly events: string[]
  readonly tenant?: string
  readonly description?: string
}

/** `bulkhead webhooks` */
export function addWebhooks(program: Command): void {
  const webhooks = program.command('webhooks').description('where events are sent')
  webhooks.command('list').action((_options: object, command: Command) => {
    const session = new Session(command)
    return session.showList((query) => session.api.GET('/admin/v1/webhooks', { params: { query } }), COLUMNS)
  })
  webhooks
    .command('create')
    .description('the secret is shown once')
    .requiredOption('--url <url>', 'https, on a public host')
    .requiredOption('--events <list>', 'such as budget.threshold,budget.exhausted', commaList)
    .option('--tenant <id>', 'events of this tenant only')
    .option('--description <text>')
    .option('--dry-run', 'show what would change')
    .action(async ({ tenant, ...rest }: CreateOptions, command: Command) => {
      const body = unchecked<Schemas['CreateWebhook']>({
        url: rest.url,
        events: rest.events,
        ...(tenant === undefined ? {} : { tenantId: tenant }),
        ...(rest.description === undefined ? {} : { description: rest.description }),
      })
      const session = new Session(command)
      await session.change((query) => session.api.POST('/admin/v1/webhooks', { params: { query }, body }))
    })
  addRotate(webhooks)
  addDeliveries(webhooks)
  webhooks
    .command('delete <id>')
    .option('--dry-run', 'show what would change')
    .action(async (id: string, _options: object, command: Command) => {
      const session = new Session(command)
      await session.change((query) =>
        session.api.DELETE('/admin/v1/webhooks/{id}', { params: { path: { id: idOf(id) }, query } }),
      )
    })
}

type Filter = NonNullable<operations['listDeliveries']['parameters']['query']>

function addRotate(webhooks: Command): void {
  webhooks
    .command('rotate-secret <id>')
    .description('a new secret, shown once')
    .option('--grace <time>', 'how long the old one signs as well', seconds, 0)
    .option('--dry-run', 'show what would change')
    .action(async (id: string, { grace }: { grace: number }, command: Command) => {
      const session = new Session(command)
      const path = { id: idOf(id) }
      await session.change((query) =>
        session.api.POST('/admin/v1/webhooks/{id}/rotate-secret', {
          params: { path, query },
          body: { graceSeconds: grace },
        }),
      )
    })
}

/** What was sent, and sending it again. */
function addDeliveries(webhooks: Command): void {
  webhooks
    .command('test <id>')
    .description('send a webhook.test event')
    .action(async (id: string, _options: object, command: Command) => {
      const session = new Session(command)
      const path = { id: idOf(id) }
      await session.change((query) =>
        session.api.POST('/admin/v1/webhooks/{id}/test', { params: { path, query }, body: {} }),
      )
    })
  webhooks
    .command('deliveries <id>')
    .option('--status <status>', 'pending, delivered or failed')
    .action(async (id: string, filter: Record<string, string>, command: Command) => {
      const session = new Session(command)
      const path = { id: idOf(id) }
      const wanted = unchecked<Filter>(filter)
      await session.showList(
        (page) =>
          session.api.GET('/admin/v1/webhooks/{id}/deliveries', {
            params: { path, query: { ...wanted, ...page } },
          }),
        DELIVERIES,
      )
    })
  webhooks
    .command('replay <id> <delivery>')
    .action(async (id: string, delivery: string, _options: object, command: Command) => {
      const session = new Session(command)
      const path = { id: idOf(id), deliveryId: idOf(delivery) }
      await session.change((query) =>
        session.api.POST('/admin/v1/webhooks/{id}/deliveries/{deliveryId}/replay', {
          params: { path, query },
          body: {},
        }),
      )
    })
}
