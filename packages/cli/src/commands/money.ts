import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { answerOf, type Schemas } from '@bulkhead/admin-client/admin-client'
import { AdminError } from '@bulkhead/admin-client/admin-error'
import type { operations } from '@bulkhead/admin-client/schema'
import type { Command } from 'commander'
import * as z from 'zod/mini'

import { unchecked } from '../api.ts'
import { Failure } from '../failure.ts'
import { id } from '../id.ts'
import { readJson } from '../parse.ts'
import { field, printTable } from '../print.ts'
import { Session } from '../session.ts'

/** `bulkhead plans`, `prices` and `usage` */
export function addMoney(program: Command): void {
  addPlans(program.command('plans').description('named limits'))
  addPrices(program.command('prices').description('what a million tokens cost'))
  addBudgets(program)
  addUsage(program.command('usage').description('what was used, and what it cost'))
}

function addPlans(plans: Command): void {
  plans.command('list').action((_options: object, command: Command) => {
    const session = new Session(command)
    return session.showList((query) => session.api.GET('/admin/v1/plans', { params: { query } }), {
      name: field('name'),
      requests: field('rateLimit'),
      budget: field('budget'),
      version: field('version'),
    })
  })
  plans.command('get <name>').action((name: string, _options: object, command: Command) => {
    const session = new Session(command)
    return session.showOne(
      session.api.GET('/admin/v1/plans/{name}', { params: { path: { name: id(name) } } }),
    )
  })
  plans
    .command('put <name>')
    .description('create or replace; its tenants have the new limits at once')
    .requiredOption('-f, --file <file>', 'the plan; - is standard input')
    .option('--dry-run', 'show what would change')
    .action(async (name: string, { file }: { file: string }, command: Command) => {
      const session = new Session(command)
      const params = { path: { name: id(name) } }
      const body = unchecked<Schemas['PutPlan']>(readJson(file))
      await session.change((query) =>
        session.api.PUT('/admin/v1/plans/{name}', { params: { ...params, query }, body }),
      )
    })
  plans
    .command('delete <name>')
    .option('--dry-run', 'show what would change')
    .action(async (name: string, _options: object, command: Command) => {
      const session = new Session(command)
      await session.change((query) =>
        session.api.DELETE('/admin/v1/plans/{name}', { params: { path: { name: id(name) }, query } }),
      )
    })
}

function addPrices(prices: Command): void {
  prices.command('get').action((_options: object, command: Command) => {
    const session = new Session(command)
    return session.showOne(session.api.GET('/admin/v1/prices'))
  })
  prices
    .command('put')
    .description('a new version of the whole table')
    .requiredOption('-f, --file <file>', '{"models": {...}, "effectiveFrom"?}; - is standard input')
    .option('--dry-run', 'show what would change')
    .action(async ({ file }: { file: string }, command: Command) => {
      const session = new Session(command)
      const body = unchecked<Schemas['PutPrices']>(readJson(file))
      await session.change((query) => session.api.PUT('/admin/v1/prices', { params: { query }, body }))
    })
}

function addBudgets(program: Command): void {
  program
    .command('budgets')
    .description('tenants by their fullest budget')
    .option('--min <share>', 'only those filled at least so far, such as 0.8', '0')
    .action(async ({ min }: { min: string }, command: Command) => {
      const session = new Session(command)
      await session.showList(
        (page) => session.api.GET('/admin/v1/budgets', { params: { query: { min: Number(min), ...page } } }),
        { tenant: field('tenantId'), reported: field('asOf'), budgets: budgetsInWords },
      )
    })
}

const Budgets = z.array(z.object({ budget: z.string(), share: z.number() }))

function budgetsInWords(row: object): string {
  const budgets = Budgets.parse(field('budgets')(row))
  return budgets.map(({ budget, share }) => `${budget} ${Math.round(share * 100)} %`).join(', ')
}

interface ExportOptions {
  readonly from?: string
  readonly to?: string
  readonly groupBy?: string
  readonly format: string
  readonly tenant?: string
  readonly output?: string
}

function addUsage(usage: Command): void {
  usage.command('show <tenant>').description('where each limit of a tenant stands').action(showUsage)
  usage
    .command('export')
    .option('--from <day>', 'YYYY-MM-DD; left out: the first of the month')
    .option('--to <day>', 'YYYY-MM-DD; left out: today')
    .option('--group-by <list>', 'of day, tenant, model and key')
    .option('--format <format>', 'json, ndjson, csv or focus', 'csv')
    .option('--tenant <id>')
    .option('-o, --output <file>', 'left out: standard output')
    .action(exportUsage)
}

const LIMIT_COLUMNS = {
  limit: field('name'),
  of: field('limit'),
  used: field('used'),
  reserved: field('reserved'),
  remaining: field('remaining'),
  resets: field('resetsAt'),
}
const DAY_COLUMNS = {
  day: field('date'),
  requests: field('requests'),
  tokens: field('totalTokens'),
  cost: field('cost'),
}

async function showUsage(tenant: string, _options: object, command: Command): Promise<void> {
  const session = new Session(command)
  const params = { path: { id: id(tenant) } }
  const usage = await answerOf(session.api.GET('/admin/v1/tenants/{id}/usage', { params }))
  if (session.isJson) {
    session.show(usage)
    return
  }
  const limits = Object.entries(usage.limits).map(([name, limit]) => ({ name, ...limit }))
  printTable(limits, LIMIT_COLUMNS)
  console.log('')
  printTable(usage.days, DAY_COLUMNS)
}

type ExportQuery = NonNullable<operations['exportUsage']['parameters']['query']>

async function exportUsage({ output, ...options }: ExportOptions, command: Command): Promise<void> {
  const query = unchecked<ExportQuery>(options)
  const {
    response,
    data: body,
    error,
  } = await new Session(command).api.GET('/admin/v1/usage', {
    params: { query },
    parseAs: 'stream',
  })
  if (!response.ok) throw new AdminError(response.status, error)
  if (body === undefined || body === null) throw new Failure('the export is empty')
  const target = output === undefined ? process.stdout : createWriteStream(output)
  await pipeline(Readable.fromWeb(body), target, { end: output !== undefined }).catch((thrown: unknown) => {
    throw new Failure(`the export broke off: what was written is not complete (${String(thrown)})`)
  })
}
