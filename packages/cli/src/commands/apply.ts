import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { answerOf, isDryRun, type Schemas } from '@bulkhead/admin-client/admin-client'
import type { Command } from 'commander'

import { unchecked } from '../api.ts'
import { Failure } from '../failure.ts'
import { printChanges, printJson } from '../print.ts'
import { Session } from '../session.ts'
import { readTenantFolder } from '../tenant-folder.ts'
import { tenantsFromBackup } from '../tenants-from-backup.ts'

type Applied = Schemas['AppliedTenants']

interface Options {
  readonly file: string
  readonly prune?: boolean
  readonly exitCode?: boolean
}

/** `bulkhead tenants apply`, `diff` and `from-backup`: a folder is the truth about its tenants. */
export function addApply(tenants: Command): void {
  tenants
    .command('apply')
    .description('put every tenants/<id>/tenant.config.json, all of it or nothing')
    .option('-f, --file <folder>', 'the folder', 'tenants')
    .option('--prune', 'erase the file tenants that the folder lacks')
    .option('--dry-run', 'show what would change')
    .option('--yes', 'do not ask')
    .action(apply)
  tenants
    .command('diff')
    .description('what apply would change, and which tenants differ from their files')
    .option('-f, --file <folder>', 'the folder', 'tenants')
    .option('--prune', 'as apply --prune would')
    .option('--exit-code', 'end with 1 when there is a difference')
    .action(diff)
  tenants
    .command('from-backup <file>')
    .description('make a folder of a registry/<day>.ndjson of the nightly backup, to apply')
    .requiredOption('-o, --output <folder>', 'a folder that does not exist')
    .action(fromBackup)
}

function fromBackup(file: string, { output }: { output: string }): void {
  if (existsSync(output)) throw new Failure(`${output}: exists already`)
  const tenants = read(file)
  for (const [id, document] of tenants) {
    mkdirSync(join(output, id), { recursive: true })
    writeFileSync(join(output, id, 'tenant.config.json'), `${JSON.stringify(document, null, 2)}\n`)
  }
  console.log(`${tenants.size} tenants are in ${output}`)
}

function read(file: string): ReturnType<typeof tenantsFromBackup> {
  try {
    return tenantsFromBackup(readFileSync(file, 'utf8'))
  } catch (thrown) {
    throw new Failure(`${file}: is no registry/<day>.ndjson of a backup`, { cause: thrown })
  }
}

async function apply({ file, prune = false }: Options, command: Command): Promise<void> {
  const session = new Session(command)
  if (prune) await session.confirm('Tenants that the folder lacks are erased for good', file)
  show(session, await send(session, { file, prune }, session.isDryRun))
}

async function diff({ file, prune = false, exitCode = false }: Options, command: Command): Promise<void> {
  const session = new Session(command)
  const applied = await send(session, { file, prune }, true)
  show(session, applied)
  const { created, updated, pruned, drifted } = applied
  const isDifferent = [created, updated, pruned, drifted].some(({ length }) => length > 0)
  if (exitCode && isDifferent) process.exitCode = 1
}

async function send(session: Session, { file, prune }: Options, isOnlyShown: boolean): Promise<Applied> {
  const body = { tenants: readTenantFolder(file), prune }
  const answer = await answerOf(
    session.api.POST('/admin/v1/tenants/apply', {
      params: { query: isOnlyShown ? { dryRun: 'true' } : {} },
      body: unchecked<Schemas['ApplyTenants']>(body),
    }),
  )
  return isDryRun(answer) ? unchecked<Applied>(answer.resource) : answer
}

function show(session: Session, applied: Applied): void {
  if (session.isJson) {
    printJson(applied)
    return
  }
  const { created, updated, unchanged, pruned, drifted, propagation } = applied
  for (const id of created) console.log(`+ ${id}`)
  for (const { id, changes } of updated) {
    console.log(`~ ${id}`)
    printChanges(changes)
  }
  for (const id of pruned) console.log(`- ${id}`)
  for (const { id, since } of drifted) console.log(`! ${id} differs from its file since ${since}`)
  console.log(
    `${created.length} created, ${updated.length} updated, ${pruned.length} erased, ${unchanged.length} unchanged`,
  )
  if (propagation === 'pending')
    console.log('some home objects are unavailable: it is enforced once they answer')
}
