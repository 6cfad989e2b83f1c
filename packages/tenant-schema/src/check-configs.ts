import { en } from 'zod/locales'
import * as z from 'zod/mini'

import { problemsIn, type Problem } from './problem.ts'
import { TenantConfig } from './tenant-config.ts'

// zod/mini has no messages of its own; people must be able to read what is wrong.
z.config(en())

/**
 * Parses one config. On failure every problem is listed, none of them with the offending value: it may be a
 * secret.
 */
export function parseTenantConfig(
  raw: unknown,
): { ok: true; config: TenantConfig } | { ok: false; problems: readonly Problem[] } {
  const parsed = TenantConfig.safeParse(raw)
  if (parsed.success) return { ok: true, config: parsed.data }
  return { ok: false, problems: problemsIn(parsed.error) }
}

export interface ConfigAt {
  /** The config's name in messages: its file. */
  readonly at: string
  readonly config: TenantConfig
}

/** What must be unique across all tenants: ids, hostnames and key ids. Problems name both sides. */
export function findConflicts(configs: readonly ConfigAt[]): { at: string; problem: Problem }[] {
  const conflicts: { at: string; problem: Problem }[] = []
  const owners = new Map<string, string>()
  const claim = (at: string, kind: string, value: string, path: string) => {
    const owner = owners.get(`${kind} ${value}`)
    if (owner === undefined) owners.set(`${kind} ${value}`, at)
    else conflicts.push({ at, problem: { path, message: `${kind} "${value}" is already taken by ${owner}` } })
  }
  for (const { at, config } of configs) {
    claim(at, 'tenant id', config.id, 'id')
    for (const [i, hostname] of config.hostnames.entries()) claim(at, 'hostname', hostname, `hostnames.${i}`)
    for (const [i, key] of config.apiKeys.entries()) claim(at, 'key id', key.id, `apiKeys.${i}.id`)
  }
  return conflicts
}
