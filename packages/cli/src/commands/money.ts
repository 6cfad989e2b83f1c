import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type { Command } from 'commander'

import { Failure } from '../failure.ts'
import { readJson } from '../parse.ts'
import { path } from '../path.ts'
import { field } from '../print.ts'
import { Session } from '../session.ts'

/** `bulkhead plans`, `prices` and `usage` */
export function addMoney(program: Command): void {
  addPlans(program.command('plans').description('named limits'))
  addPrices(program.command('prices').description('what a million tokens cost'))
  addUsage(program.command('usage').description('what was used, and what it cost'))
}

function addPlans(plans: Command): void {
  plans.command('list').action((_options: object, command: Command) =>
    new Session(command).showList('/plans', {
      name: field('name'),
      requests: field('rateLimit'),
      budget: field('budget'),
      version: field('version'),
    }),
  )
  plans
    .command('get <name>')
    .action((name: string, _options: object, command: Command) =>
      new Session(command).showOne(path`/plans/${name}`),
    )
  plans
    .command('put <name>')
    .description('create or replace; its tenants have the new limits at once')
    .requiredOption('-f, --file <file>', 'the plan; - is standard input')
    .option('--dry-run', 'show what would change')
    .action(async (name: string, { file }: { file: string }, command: Command) => {
      await new Session(command).change('PUT', path`/plans/${name}`, { body: readJson(file) })
    })
  plans
    .command('delete <name>')
    .option('--dry-run', 'show what would change')
    .action(async (name: string, _options: object, command: Command) => {
      await new Session(command).change('DELETE', path`/plans/${name}`)
    })
}

function addPrices(prices: Command): void {
  prices
    .command('get')
    .action((_options: object, command: Command) => new Session(command).showOne('/prices'))
  prices
    .command('put')
    .description('a new version of the whole table')
    .requiredOption('-f, --file <file>', '{"models": {...}, "effectiveFrom"?}; - is standard input')
    .option('--dry-run', 'show what would change')
    .action(async ({ file }: { file: string }, command: Command) => {
      await new Session(command).change('PUT', '/prices', { body: readJson(file) })
    })
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
  usage
    .command('show <tenant>')
    .description('where each limit of a tenant stands')
    .action((tenant: string, _options: object, command: Command) =>
      new Session(command).showOne(path`/tenants/${tenant}/usage`),
    )
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

async function exportUsage({ output, ...query }: ExportOptions, command: Command): Promise<void> {
  const { body } = await new Session(command).api.raw('GET', '/usage', { query })
  if (body === null) throw new Failure('the export is empty')
  const target = output === undefined ? process.stdout : createWriteStream(output)
  await pipeline(Readable.fromWeb(body), target, { end: output !== undefined }).catch((thrown: unknown) => {
    throw new Failure(`the export broke off: what was written is not complete (${String(thrown)})`)
  })
}
