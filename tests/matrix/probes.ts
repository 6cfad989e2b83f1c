import { ERROR_CODES } from '@bulkhead/errors/codes'
import { keyOf, type RouteRow } from '@bulkhead/harness/route-table'

import type { AnyProbe } from '../../apps/gateway/src/probe.ts'
import { canary, type Name } from './personas.ts'
import { NOBODYS, type Target } from './targets.ts'

/** A request as the matrix sends it, with what its route says about the answer. */
export interface Probe {
  readonly key: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly hasKey: boolean
  readonly spends: AnyProbe['spends']
  /** For the owner of what is named. */
  readonly ok: number
  /** For everybody else; undefined where nothing is named. */
  readonly notTheirs: { readonly status: number; readonly code?: string } | undefined
}

/** Every way to use a route, naming the target's things in the words of `by`. */
export function probesOf(route: RouteRow, target: Target, by: Name): readonly Probe[] {
  const names = { ...target, caller: by, words: (subject: string) => canary(by, subject) }
  const { status: ok = 200 } = route.facts.operation
  return route.facts.probes(names).map((probe) => ({
    key: keyOf(route),
    method: route.method,
    path: pathOf(route, probe),
    headers: probe.hasKey === true ? { 'idempotency-key': target.idempotencyKey } : {},
    body: probe.body,
    hasKey: probe.hasKey === true,
    spends: probe.spends,
    ok,
    notTheirs: answerToOthers(probe, ok),
  }))
}

/** What the operator does with a tenant, or with none if the route names none. */
export function operatorProbe(route: RouteRow, owner: string): Probe {
  const [probe] = probesOf(route, { ...NOBODYS, owner }, 'stark')
  if (probe === undefined) throw new Error(`${keyOf(route)} has no probe`)
  return probe
}

function pathOf({ path }: RouteRow, { params = {}, query }: AnyProbe): string {
  const filled = path.replaceAll(/:(\w+)\+?/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`the probe of ${path} has no ${name}`)
    return value
  })
  return query === undefined ? filled : `${filled}?${new URLSearchParams(query).toString()}`
}

function answerToOthers({ foreign }: AnyProbe, ok: number): Probe['notTheirs'] {
  if (foreign === undefined) return undefined
  return foreign === 'served' ? { status: ok } : { status: ERROR_CODES[foreign].status, code: foreign }
}
