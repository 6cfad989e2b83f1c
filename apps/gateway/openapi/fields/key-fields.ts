import type { Fields } from './fields.ts'

const ASKED = {
  name: 'A name for lists, up to 100 characters.',
  scopes: 'What the key may do.',
  expiresAt: 'When the key ends. Left out: never.',
  notBefore: 'When the key begins. Left out: at once.',
  models: 'The only models that the key may name. Left out: all of the tenant.',
  limits: 'What the key alone may use, within the limits of the tenant.',
  allowedIps: 'The only addresses and ranges that may use the key. Left out: any.',
  metadata: 'Texts of your own.',
}
const PROPAGATED = {
  enforcedAt: 'Since when no request is decided by the old state.',
  propagation: '`pending`: recorded, but not enforced everywhere yet. It is tried again until it is.',
}
const VIEW = {
  ...ASKED,
  id: 'The public part of the key, 12 characters; it appears in logs.',
  tenantId: 'Whose key it is.',
  status: '`revoked` is for good.',
  managedBy: '`file`: by `tenant.config.json`. `api`: by this API or the admin API.',
  version: 'Ascends by one with each change; the ETag of the key.',
  createdBy: 'Who made it.',
  lastUsedAt: 'At most a minute old. Left out: never used.',
  previousExpiresAt: 'Until when the secret before the last rotation is good.',
  revokedAt: 'When it was revoked.',
}

export const KEY_FIELDS: Readonly<Record<string, Fields>> = {
  CreateKey: ASKED,
  PatchKey: ASKED,
  KeyView: VIEW,
  ChangedKey: { ...VIEW, ...PROPAGATED },
  KeyWithSecret: { ...VIEW, ...PROPAGATED, key: 'The key itself. It is shown once.' },
  RevokedKey: { id: 'Id of the key.', status: 'Always `revoked`.', ...PROPAGATED },
  RotateKey: {
    graceSeconds: 'How long the old secret stays good, up to 30 days. 0: it ends at once.',
    reason: 'Recorded in the audit log.',
  },
  KeyLimits: {
    requestsPerMinute: 'Sustained rate of requests.',
    burst: 'How many requests may come at once. Needs `requestsPerMinute`.',
    tokensPerDay: 'Tokens of prompts and answers in a day (UTC).',
    tokensPerMonth: 'The same in a month (UTC).',
    spendPerDay: 'US dollars in a day (UTC), as a decimal string.',
    spendPerMonth: 'The same in a month (UTC).',
  },
}
