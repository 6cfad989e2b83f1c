import { request } from '../api/request.ts'
import type { Role } from '../api/session.ts'

export const OPERATORS_PATH = '/admin/v1/operators'

export interface Operator {
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly role: Role
  readonly expiresAt?: string
  readonly version: number
  readonly createdAt: string
  readonly createdBy: string
  readonly lastUsedAt?: string
}

export interface NewOperator {
  readonly name: string
  readonly role: Role
  readonly email?: string
  readonly expiresAt?: string
}

function operatorPath({ id }: Operator): string {
  return `${OPERATORS_PATH}/${encodeURIComponent(id)}`
}

export async function createOperator(wish: NewOperator): Promise<Operator & { readonly token: string }> {
  return (await request<Operator & { readonly token: string }>('POST', OPERATORS_PATH, { body: wish })).data
}

export async function setRole(operator: Operator, role: Role, reason: string | undefined): Promise<void> {
  await request('PATCH', operatorPath(operator), { body: { role }, ifMatch: `"${operator.version}"`, reason })
}

export async function removeOperator(operator: Operator, reason: string | undefined): Promise<void> {
  await request('DELETE', operatorPath(operator), { ifMatch: `"${operator.version}"`, reason })
}
