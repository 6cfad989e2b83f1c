import type { Schemas } from '@bulkhead/admin-client/admin-client'
import type { operations } from '@bulkhead/admin-client/schema'
import type { Command } from 'commander'

import { unchecked } from '../api.ts'
import { id } from '../id.ts'
import { assignment } from '../parse.ts'
import { field } from '../print.ts'
import { Session } from '../session.ts'

/** `bulkhead flags` and `documents` */
export function addTenantCare(program: Command): void {
  addFlags(program.command('flags').description('switches for an emergency'))
  addDocuments(program.command('documents').description("a tenant's documents"))
}

function addFlags(flags: Command): void {
  flags
    .command('get [tenant]')
    .description('of the deployment, or of a tenant')
    .action((tenant: string | undefined, _options: object, command: Command) => {
      const session = new Session(command)
      const { api } = session
      return session.showOne(
        tenant === undefined
          ? api.GET('/admin/v1/flags')
          : api.GET('/admin/v1/tenants/{id}/flags', { params: { path: { id: id(tenant) } } }),
      )
    })
  flags
    .command('put [tenant]')
    .description('replace the whole record; without --set it is cleared')
    .option('--set <flag=value...>', 'such as retrieval.vectors=false', assignment, {})
    .option('--dry-run', 'show what would change')
    .action(putFlags)
}

async function putFlags(
  tenant: string | undefined,
  { set }: { set: Record<string, unknown> },
  command: Command,
): Promise<void> {
  const session = new Session(command)
  const { api } = session
  const body = unchecked<Schemas['FlagOverrides']>(set)
  await session.change((query) =>
    tenant === undefined
      ? api.PUT('/admin/v1/flags', { params: { query }, body })
      : api.PUT('/admin/v1/tenants/{id}/flags', { params: { path: { id: id(tenant) }, query }, body }),
  )
}

function addDocuments(documents: Command): void {
  documents
    .command('list <tenant>')
    .option('--status <status>')
    .option('-q, --search <text>')
    .action(async (tenant: string, { status, search }: Record<string, string>, command: Command) => {
      const columns = {
        id: field('id'),
        title: field('title'),
        status: field('status'),
        error: field('error.code'),
      }
      const session = new Session(command)
      const path = { id: id(tenant) }
      const filter = unchecked<Filter>({
        ...(status === undefined ? {} : { status }),
        ...(search === undefined ? {} : { q: search }),
      })
      await session.showList(
        (page) =>
          session.api.GET('/admin/v1/tenants/{id}/documents', {
            params: { path, query: { ...filter, ...page } },
          }),
        columns,
      )
    })
  documents
    .command('retry <tenant>')
    .description('all that failed')
    .action(async (tenant: string, _options: object, command: Command) => {
      const session = new Session(command)
      const params = { path: { id: id(tenant) } }
      await session.showOne(session.api.POST('/admin/v1/tenants/{id}/documents/retry', { params }))
    })
}

type Filter = NonNullable<operations['listTenantDocuments']['parameters']['query']>
