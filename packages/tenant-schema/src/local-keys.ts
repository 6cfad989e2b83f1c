import { keyNameOf } from './api-key.ts'

/** The entry of `local-keys.json` that holds the admin token instead of a tenant's key. */
export const ADMIN_ENTRY = '$admin'

/** `tenants/local-keys.json` and the var `LOCAL_KEYS`: tenant id to plaintext key, for development only. */
export type LocalKeys = Readonly<Record<string, string>>

/** @throws TypeError when the text is not a flat JSON object of strings. */
export function parseLocalKeys(json: string): LocalKeys {
  const raw: unknown = JSON.parse(json)
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new TypeError('local keys: not an object')
  const keys: Record<string, string> = {}
  for (const [name, key] of Object.entries(raw)) {
    if (typeof key !== 'string') throw new TypeError(`local keys: the entry "${name}" is not a string`)
    keys[name] = key
  }
  return keys
}

/** What is wrong with the entries, given the ids of all tenants. Never quotes a key. */
export function checkLocalKeys(keys: LocalKeys, tenantIds: readonly string[]): string[] {
  const problems: string[] = []
  const owners = new Map<string, string>()
  for (const [name, key] of Object.entries(keys)) {
    if (name === ADMIN_ENTRY) continue
    const named = keyNameOf(key)
    if (!tenantIds.includes(name)) problems.push(`${name}: there is no such tenant`)
    if (named === undefined) {
      problems.push(`${name}: is not of the form bh_<tenantId>_<keyId>_<secret><check>`)
      continue
    }
    const { tenantId, keyId } = named
    if (tenantId !== name) problems.push(`${name}: is a key of the tenant "${tenantId}"`)
    const owner = owners.get(keyId)
    if (owner !== undefined) problems.push(`${name}: its key id is already used by ${owner}`)
    owners.set(keyId, name)
  }
  return problems
}
