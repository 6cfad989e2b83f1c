import { join } from 'node:path'

import type { Command } from 'commander'
import * as z from 'zod/mini'

import { deployConfigSchema } from '../deploy/config/deploy-config.ts'
import { readTarget } from '../deploy/config/target.ts'
import { deployFolder } from '../deploy/deploy-folder.ts'
import { destroy } from '../deploy/destroy.ts'
import { asOnlyRun } from '../deploy/only-run.ts'
import { Progress } from '../deploy/progress.ts'
import { promote } from '../deploy/promote.ts'
import { rollback } from '../deploy/rollback.ts'
import { startRun, type Run } from '../deploy/run.ts'
import { planRows, statusRows, type Row } from '../deploy/status.ts'
import { up } from '../deploy/up.ts'
import { whenBrokenOff } from '../deploy/when-broken-off.ts'
import { messageOf } from '../failure.ts'
import { field, printJson, printTable } from '../print.ts'

const Options = z.object({
  env: z._default(z.string(), 'production'),
  config: z._default(z.string(), 'deploy.config.json'),
  json: z._default(z.boolean(), false),
})

const BROKEN_OFF =
  'broken off. The gateway stays at its share of the traffic: the same command goes on, `bulkhead deploy rollback` goes back'

const COLUMNS = { kind: field('kind'), name: field('name'), says: field('says') }

/** `bulkhead deploy`: without a word behind it, `up`. */
export function addDeploy(program: Command): void {
  const deploy = program
    .command('deploy')
    .description('put this checkout into a Cloudflare account, and back; without a command: up')
    .option('--env <name>', 'an environment of the config', 'production')
    .option('--config <file>', 'what differs between environments', 'deploy.config.json')
  addUp(deploy)
  deploy
    .command('plan')
    .description('what up would do; changes nothing')
    .action((_options: object, command: Command) => show(command, planRows))
  deploy
    .command('status')
    .description('which versions answer, and by which shares')
    .action((_options: object, command: Command) => show(command, statusRows))
  deploy
    .command('schema')
    .description('the schema of deploy.config.json, for editors')
    .action(() => {
      process.stdout.write(deployConfigSchema())
    })
  addBack(deploy)
}

/** What follows a deployment: on, back, or away altogether. */
function addBack(deploy: Command): void {
  deploy
    .command('promote')
    .description('take a gateway that is held on to 100 %, by the same gates')
    .action((_options: object, command: Command) =>
      perform(command, async (run) => ({ release: await promote(run) })),
    )
  deploy
    .command('rollback [release]')
    .description('every Worker back to its version of an earlier release, callers first')
    .option('--with-old-secrets', 'also where a secret has changed since; its old value comes back')
    .action(
      (
        asked: string | undefined,
        { withOldSecrets = false }: { withOldSecrets?: boolean },
        command: Command,
      ) => perform(command, async (run) => ({ release: await rollback(run, { asked, withOldSecrets }) })),
    )
  deploy
    .command('destroy')
    .description('remove every Worker, callers first')
    .option('--yes <name>', 'the prefix and suffix, as in their names')
    .option('--with-data', 'and what they store in')
    .action(({ yes, withData = false }: { yes?: string; withData?: boolean }, command: Command) =>
      perform(command, async (run) => {
        await destroy(run, { sure: yes, withData })
        return { destroyed: true }
      }),
    )
}

interface UpFlags {
  readonly dryRun?: boolean
  readonly hold?: boolean
  readonly adopt?: boolean
}

function addUp(deploy: Command): void {
  deploy
    .command('up', { isDefault: true })
    .description(
      'provision, build, release callees before callers, judge the gateway by shares of the traffic',
    )
    .option('--dry-run', 'as plan')
    .option('--adopt', 'replace Workers of these names that were deployed by other means')
    .option('--hold', 'keep a new gateway at the first step until promote')
    .action(async ({ dryRun = false, hold = false, adopt = false }: UpFlags, command: Command) => {
      if (dryRun) return await show(command, planRows)
      await perform(command, async (run) => {
        const { name: release, built } = await up(run, { holds: hold, adopts: adopt })
        return { release, digest: built.digest }
      })
    })
}

function runOf(command: Command): { run: Run; isJson: boolean } {
  const { env, config, json } = Options.parse(command.optsWithGlobals())
  return { run: startRun(readTarget(config, env, process.env), new Progress(json)), isJson: json }
}

/** Ends with the table of its steps, also where one of them has failed. */
async function perform(
  command: Command,
  work: (run: Run) => Promise<Record<string, unknown>>,
): Promise<void> {
  const { run } = runOf(command)
  const about = { environment: run.target.name }
  try {
    const lock = join(deployFolder(run.target), 'running')
    const came = await asOnlyRun(lock, () => whenBrokenOff(BROKEN_OFF, () => work(run)))
    run.progress.finish({ ...about, ok: true, ...came })
  } catch (thrown) {
    run.progress.finish({ ...about, ok: false, error: messageOf(thrown) })
    throw thrown
  }
}

async function show(
  command: Command,
  look: (run: Run) => Promise<{ rows: Row[]; about: Record<string, unknown> }>,
): Promise<void> {
  const { run, isJson } = runOf(command)
  const { rows, about } = await look(run)
  if (isJson) return printJson({ environment: run.target.name, ...about, rows })
  for (const [name, value] of Object.entries(about)) console.log(`${name}: ${String(value)}`)
  printTable(
    rows.map((row) => ({ ...row })),
    COLUMNS,
  )
}
