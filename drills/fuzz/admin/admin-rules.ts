import type { Sent } from '@bulkhead/harness/client'

import type { AdminOperation } from './admin-document.ts'
import type { AdminRequest } from './admin-requests.ts'
import type { Estate } from './estate.ts'

export const AUDIT = '/admin/v1/audit-events'

const STRANGERS: ReadonlySet<string> = new Set(['nobody', 'wrong', 'tenant'])
const ROLES: ReadonlySet<string> = new Set(['owner', 'operator', 'billing', 'viewer'])

/** Strangers and wrong roles are refused as that, whatever else is wrong with what they ask. */
export function requireRole(what: string, { operation, who }: AdminRequest, path: string, sent: Sent): void {
  if (operation.isOpen || !reaches(path, operation)) return
  const code: unknown = sent.body?.error?.code
  if (STRANGERS.has(who) && code !== 'api_key_invalid')
    throw new Error(`${what}: ${sent.status} for a stranger`)
  if (!ROLES.has(who)) return
  const isRefused = code === 'scope_insufficient'
  if (isRefused === operation.roles.includes(who))
    throw new Error(`${what}: ${sent.status} for ${isRefused ? 'its own' : 'a wrong'} role`)
}

/** A path that names what is above it belongs to another operation. */
function reaches(path: string, { path: template }: AdminOperation): boolean {
  return new URL(path, 'http://localhost').pathname === path && patternOf(template).test(path)
}

/** A secret is shown by the answer that makes it, and to a repeat of that request. */
export function requireNoSecret(what: string, sent: Sent, { secrets }: Estate): void {
  if (sent.headers.has('idempotency-replayed')) return
  const text = `${sent.text} ${[...sent.headers.values()].join(' ')}`
  if ([...secrets].some((secret) => text.includes(secret)))
    throw new Error(`${what}: ${sent.status} shows a secret: ${sent.text.slice(0, 300)}`)
}

/** Neither the resource nor the audit log shows a trace of the request. */
export async function requireUnchanged(
  what: string,
  { sent, resource, before }: { sent: Sent; resource: string | undefined; before: string },
  estate: Estate,
): Promise<void> {
  const after = await etagOf(resource, estate)
  if (after !== before)
    throw new Error(`${what}: ${sent.status} and yet ${resource} went ${before} → ${after}`)
  const { body } = await estate.owner.get(`${AUDIT}?limit=1`)
  const { action, context } = body.data[0] ?? {}
  if (context?.requestId === sent.headers.get('x-request-id'))
    throw new Error(`${what}: ${sent.status} and yet ${action} is in the audit log`)
}

/** Of the paths that a template stands for. */
export function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

/** Of the version that the owner sees; empty without a path. */
export async function etagOf(path: string | undefined, { owner }: Estate): Promise<string> {
  if (path === undefined) return ''
  return (await owner.get(path)).headers.get('etag') ?? ''
}
