import type { Command } from 'commander'

import { commaList } from '../parse.ts'
import { path } from '../path.ts'
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
  webhooks
    .command('list')
    .action((_options: object, command: Command) => new Session(command).showList('/webhooks', COLUMNS))
  webhooks
    .command('create')
    .description('the secret is shown once')
    .requiredOption('--url <url>', 'https, on a public host')
    .requiredOption('--events <list>', 'such as budget.threshold,budget.exhausted', commaList)
    .option('--tenant <id>', 'events of this tenant only')
    .option('--description <text>')
    .option('--dry-run', 'show what would change')
    .action(async ({ tenant, ...rest }: CreateOptions, command: Command) => {
      const body = {
        url: rest.url,
        events: rest.events,
        ...(tenant === undefined ? {} : { tenantId: tenant }),
        ...(rest.description === undefined ? {} : { description: rest.description }),
      }
      await new Session(command).change('POST', '/webhooks', { body })
    })
  addDeliveries(webhooks)
  webhooks
    .command('delete <id>')
    .option('--dry-run', 'show what would change')
    .action(async (id: string, _options: object, command: Command) => {
      await new Session(command).change('DELETE', path`/webhooks/${id}`)
    })
}

/** What was sent, and sending it again. */
function addDeliveries(webhooks: Command): void {
  webhooks
    .command('test <id>')
    .description('send a webhook.test event')
    .action(async (id: string, _options: object, command: Command) => {
      await new Session(command).change('POST', path`/webhooks/${id}/test`)
    })
  webhooks
    .command('deliveries <id>')
    .option('--status <status>', 'pending, delivered or failed')
    .action(async (id: string, filter: Record<string, string>, command: Command) => {
      await new Session(command).showList(path`/webhooks/${id}/deliveries`, DELIVERIES, filter)
    })
  webhooks
    .command('replay <id> <delivery>')
    .action(async (id: string, delivery: string, _options: object, command: Command) => {
      await new Session(command).change('POST', path`/webhooks/${id}/deliveries/${delivery}/replay`)
    })
}
