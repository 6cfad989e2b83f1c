import type { WorkerName } from '@bulkhead/contracts/workers'
import { WORKERS } from '@bulkhead/contracts/workers'
import { productionConfig } from '@bulkhead/harness/build/worker-config'
import * as z from 'zod/mini'

import { isToken } from '../../credentials.ts'
import { Failure, messageOf } from '../../failure.ts'
import type { CloudflareApi } from '../cloud/cloudflare-api.ts'
import { PERMISSIONS } from '../cloud/permissions.ts'
import { usesAiGateway } from '../config/deploy-config.ts'
import type { Target } from '../config/target.ts'

export interface Finding {
  readonly name: string
  readonly ok: boolean
  readonly says: string
}

/** Everything that would stop a deployment half-way, looked for before anything is changed. GETs only. */
export async function examineTarget(target: Target, api: CloudflareApi): Promise<Finding[]> {
  const token = await tokenFinding(api)
  if (!token.ok) return [token]
  const permissions = await Promise.all(PERMISSIONS.map((one) => permissionFinding(one, target, api)))
  if (permissions.filter(({ says }) => says !== 'not used').every(({ ok }) => !ok)) {
    const says = `${target.accountId} lets this token read nothing: check the account id, and that the token is for this account`
    return [token, { name: 'account', ok: false, says }, ...permissions]
  }
  const mayRead = permissions.every(({ ok }) => ok)
  return [token, ...permissions, ...(mayRead ? await secretFindings(target, api) : [])]
}

/** @throws Failure with every finding that stops a deployment */
export function refuseFindings(findings: readonly Finding[]): void {
  const wrong = findings.filter(({ ok }) => !ok)
  if (wrong.length === 0) return
  throw new Failure(wrong.map(({ name, says }) => `${name}: ${says}`).join('\n'))
}

async function tokenFinding(api: CloudflareApi): Promise<Finding> {
  try {
    const status = await api.verifyToken()
    if (status === 'active') return { name: 'token', ok: true, says: status }
    const says = `the token is ${status}: make a new one and set CLOUDFLARE_API_TOKEN`
    return { name: 'token', ok: false, says }
  } catch (thrown) {
    return { name: 'token', ok: false, says: messageOf(thrown) }
  }
}

async function permissionFinding(
  { name, probe }: (typeof PERMISSIONS)[number],
  { environment }: Target,
  api: CloudflareApi,
): Promise<Finding> {
  if (name === 'AI Gateway' && !usesAiGateway(environment)) return { name, ok: true, says: 'not used' }
  try {
    await api.account(z.unknown(), probe)
    return { name, ok: true, says: 'allowed' }
  } catch (thrown) {
    return { name, ok: false, says: messageOf(thrown) }
  }
}

async function secretFindings(target: Target, api: CloudflareApi): Promise<Finding[]> {
  const each = await Promise.all(WORKERS.map((app) => missingSecrets(app, target, api)))
  const missing = [...new Set(each.flat())]
  const unusable = unusableSecrets(target)
  if (missing.length + unusable.length === 0)
    return [{ name: 'secrets', ok: true, says: 'every required one is known or set' }]
  const where = target.environment.secretsFile ?? 'a secretsFile of the environment'
  const unset = missing.map((name) => ({
    name,
    ok: false,
    says: `the secret is not set: put it into ${where} or the variable ${name} (openssl rand -hex 32 makes one)`,
  }))
  return [...unset, ...unusable]
}

/** As `control` wants it. */
const MIN_CONTROL_SECRET = 16

/** Known ones that a Worker would refuse only when everything is released. */
function unusableSecrets({ secrets }: Target): Finding[] {
  const { ADMIN_TOKEN: token, CONTROL_SECRET: control } = secrets
  const refuse = (name: string, says: string): Finding => ({ name, ok: false, says })
  return [
    ...(token === undefined || isToken(token)
      ? []
      : [refuse('ADMIN_TOKEN', 'has spaces, line breaks or characters that no header can hold')]),
    ...(control === undefined || control.length >= MIN_CONTROL_SECRET
      ? []
      : [refuse('CONTROL_SECRET', `must have ${MIN_CONTROL_SECRET} characters at least`)]),
  ]
}

async function missingSecrets(
  app: WorkerName,
  { names, secrets }: Target,
  api: CloudflareApi,
): Promise<string[]> {
  const required = productionConfig(app).env?.['production']?.secrets?.required ?? []
  const unknown = required.filter((name) => !secrets[name])
  if (unknown.length === 0) return []
  const path = `/workers/scripts/${names.worker(app)}/secrets`
  const there = (await api.find(z.array(z.object({ name: z.string() })), path)) ?? []
  return unknown.filter((name) => !there.some((one) => one.name === name))
}
