import * as z from 'zod/mini'

/** Columns that hold JSON. */
const Json = z.pipe(
  z.string(),
  z.transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
)
const List = z.pipe(
  z.string(),
  z.transform((text) => z.array(z.string()).parse(JSON.parse(text))),
)

const TenantRow = z.object({ id: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)), document: Json })
const KeyRow = z.object({
  id: z.string(),
  tenant_id: z.string(),
  sha256: z.string(),
  scopes: List,
  settings: Json,
  status: z.string(),
  is_console: z._default(z.number(), 0),
  expires_ms: z.nullable(z.number()),
  not_before_ms: z.nullable(z.number()),
})
const Line = z.object({ table: z.string(), row: z.unknown() })

/**
 * The tenants of a `registry/<day>.ndjson` of the nightly backup, as `tenant.config.json` has them, with the
 * digests of their keys: keys work again once these are applied.
 */
export function tenantsFromBackup(text: string): Map<string, object> {
  const lines = text.split('\n').filter((line) => line !== '')
  const rows = Map.groupBy(
    lines.map((line) => Line.parse(JSON.parse(line))),
    ({ table }) => table,
  )
  const keys = Map.groupBy(
    (rows.get('api_key') ?? []).map(({ row }) => KeyRow.parse(row)),
    (key) => key.tenant_id,
  )
  const tenants = (rows.get('tenant') ?? []).map(({ row }) => TenantRow.parse(row))
  return new Map(
    tenants.map(({ id, document }) => {
      const active = (keys.get(id) ?? []).filter((key) => key.status === 'active' && key.is_console === 0)
      return [id, { ...document, id, apiKeys: active.map(recordOf) }]
    }),
  )
}

/** What a file may say of a key: its name and metadata are not among it. */
function recordOf({ id, sha256, scopes, settings, expires_ms, not_before_ms }: z.infer<typeof KeyRow>) {
  const { models, limits, allowedIps } = settings
  return {
    id,
    sha256,
    scopes,
    models,
    limits,
    allowedIps,
    expiresAt: timeOf(expires_ms),
    notBefore: timeOf(not_before_ms),
  }
}

function timeOf(ms: number | null): string | undefined {
  return ms === null ? undefined : new Date(ms).toISOString()
}
