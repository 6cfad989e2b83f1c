import type { Schemas } from '@bulkhead/admin-client/admin-client'
import type { Command } from 'commander'

import { unchecked } from '../api.ts'
import { Misuse } from '../failure.ts'
import { id as idOf } from '../id.ts'
import { assignment, patchOf, readJson } from '../parse.ts'
import { field } from '../print.ts'
import { Session } from '../session.ts'
import { addApply } from './apply.ts'

const COLUMNS = {
  id: field('id'),
  name: field('name'),
  status: field('status'),
  plan: field('plan'),
  'tokens today': field('figures.tokensToday'),
  'cost this month': field('figures.costThisMonth'),
  keys: field('figures.keys'),
  'last seen': field('figures.lastSeenAt'),
  managed: field('managedBy'),
  drifted: field('driftedSince'),
}

/** `bulkhead tenants` */
export function addTenants(program: Command): void {
  const tenants = program.command('tenants').description('tenants and their limits')
  addApply(tenants)
  tenants
    .command('list')
    .option('--status <status>', 'active or suspended')
    .option('--plan <plan>')
    .option('--managed-by <who>', 'file or api')
    .option('-q, --search <text>', 'a part of the id or name')
    .action(async ({ search, ...filter }: Record<string, string>, command: Command) => {
      const session = new Session(command)
      const wanted = { ...filter, ...(search === undefined ? {} : { q: search }) }
      await session.showList(
        (page) => session.api.GET('/admin/v1/tenants', { params: { query: { ...wanted, ...page } } }),
        COLUMNS,
      )
    })
  tenants.command('get <id>').action((id: string, _options: object, command: Command) => {
    const session = new Session(command)
    return session.showOne(session.api.GET('/admin/v1/tenants/{id}', { params: { path: { id: idOf(id) } } }))
  })
  addCreate(tenants)
  addSet(tenants)
  addStatus(tenants)
  tenants
    .command('delete <id>')
    .description('erase the tenant and its data everywhere; its id is never used again')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show what would change')
    .action(async (id: string, _options: object, command: Command) => {
      const session = new Session(command)
      await session.confirm('This erases the tenant, its documents and its conversations for good', id)
      await session.change((query) =>
        session.api.DELETE('/admin/v1/tenants/{id}', { params: { path: { id: idOf(id) }, query } }),
      )
    })
}

function addCreate(tenants: Command): void {
  tenants
    .command('create')
    .description('from a tenant.config.json')
    .requiredOption('-f, --file <file>', 'the document; - is standard input')
    .option('--dry-run', 'show what would change')
    .action(async ({ file }: { file: string }, command: Command) => {
      const session = new Session(command)
      const body = unchecked<Schemas['TenantDraft']>(readJson(file))
      await session.change((query) => session.api.POST('/admin/v1/tenants', { params: { query }, body }))
    })
}

function addSet(tenants: Command): void {
  tenants
    .command('set <id>')
    .description('change fields, such as --set budget.spendPerMonth=5.00 rateLimit.burst=20; null clears')
    .requiredOption('--set <path=value...>', 'a field', assignment)
    .option('--if-version <version>', 'only if this is still its version')
    .option('--dry-run', 'show what would change')
    .action(
      async (
        id: string,
        { set, ifVersion }: { set: Record<string, unknown>; ifVersion?: string },
        command: Command,
      ) => {
        if (Object.keys(set).length === 0) throw new Misuse('name a field')
        const session = new Session(command)
        const header = ifVersion === undefined ? {} : { 'If-Match': `"${ifVersion}"` }
        await session.change((query) =>
          session.api.PATCH('/admin/v1/tenants/{id}', {
            params: { path: { id: idOf(id) }, query, header },
            body: patchOf(set),
          }),
        )
      },
    )
}

function addStatus(tenants: Command): void {
  for (const name of ['suspend', 'resume'] as const) {
    tenants
      .command(`${name} <id>`)
      .option('--reason <text>', 'kept in the audit log')
      .option('--dry-run', 'show what would change')
      .action(async (id: string, { reason }: { reason?: string }, command: Command) => {
        const body = reason === undefined ? {} : { reason }
        const session = new Session(command)
        await session.change((query) =>
          session.api.POST(`/admin/v1/tenants/{id}/${name}`, {
            params: { path: { id: idOf(id) }, query },
            body,
          }),
        )
      })
  }
}
