import { answerOf } from '@bulkhead/admin-client/admin-client'
import type { Command } from 'commander'

import { apiOf } from '../api.ts'
import { readCredentials, type Credentials } from '../credentials.ts'
import { CloudflareApi } from '../deploy/cloud/cloudflare-api.ts'
import { readTarget } from '../deploy/config/target.ts'
import { examineTarget, type Finding } from '../deploy/steps/doctor.ts'
import { messageOf } from '../failure.ts'
import { printJson } from '../print.ts'

/** `bulkhead doctor`: ends with 1 when something is wrong. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('whether this deployment answers, the token is good and the audit log is whole')
    .option('--env <name>', 'whether this environment of deploy.config.json can be deployed to, instead')
    .option('--config <file>', 'with --env', 'deploy.config.json')
    .action(async ({ env, config }: { env?: string; config: string }, command: Command) => {
      const checks = env === undefined ? await examine() : await examineAccount(config, env)
      if (command.optsWithGlobals()['json'] === true) printJson(checks)
      else for (const { name, ok, says } of checks) console.log(`${ok ? '✓' : '✘'} ${name}: ${says}`)
      if (checks.some(({ ok }) => !ok)) process.exitCode = 1
    })
}

async function examineAccount(config: string, env: string): Promise<Finding[]> {
  const target = readTarget(config, env, process.env)
  return await examineTarget(target, new CloudflareApi(target))
}

async function examine(): Promise<Finding[]> {
  const checks: Finding[] = []
  const add = async (name: string, look: () => Promise<string>) => {
    try {
      checks.push({ name, ok: true, says: await look() })
    } catch (thrown) {
      checks.push({ name, ok: false, says: messageOf(thrown) })
    }
  }
  let credentials: Credentials | undefined
  await add('credentials', async () => {
    credentials = readCredentials(process.env)
    return credentials.url
  })
  if (credentials === undefined) return checks
  const { url } = credentials
  const api = apiOf(credentials)
  await add('gateway', () => ready(url))
  await add('token', async () => {
    const me = await answerOf(api.GET('/admin/v1/whoami'))
    return me.kind === 'operator' ? `${me.name} (${me.role})` : `${me.subject} of ${me.tenantId}`
  })
  await add('audit log', async () => {
    const { valid, events, brokenAt } = await answerOf(api.GET('/admin/v1/audit-events/verify'))
    if (!valid) throw new Error(`broken at ${String(brokenAt)}`)
    return `${String(events)} events, whole`
  })
  return checks
}

async function ready(url: string): Promise<string> {
  const response = await fetch(new URL('/readyz', url))
  if (!response.ok) throw new Error(`answered ${response.status}`)
  return 'every Worker answers'
}
