import {
  ChangedKey,
  KeyView,
  KeyWithSecret,
  ListedKey,
  RevokedKey,
} from '@bulkhead/contracts/http/admin/keys'
import { pageOf } from '@bulkhead/contracts/http/lists'

import type { Operations } from '../operation.ts'

const tag = 'Keys'
const list = '/admin/v1/tenants/:id/keys'
const one = `${list}/:keyId`
const changed = { tag, versioned: true, propagates: true } as const

export const KEYS: Operations = {
  [`GET ${list}`]: { name: 'listKeys', tag, answer: pageOf(ListedKey) },
  [`POST ${list}`]: { ...changed, name: 'createKey', answer: KeyWithSecret, status: 201 },
  [`GET ${one}`]: { name: 'getKey', tag, answer: KeyView, versioned: true },
  [`PATCH ${one}`]: { ...changed, name: 'patchKey', answer: ChangedKey },
  [`DELETE ${one}`]: { ...changed, name: 'revokeKey', answer: RevokedKey },
  [`POST ${one}/rotate`]: { ...changed, name: 'rotateKey', answer: KeyWithSecret },
}
