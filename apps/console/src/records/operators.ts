import { admin, changed, conditions, etagOf, type Schemas } from '../api/admin.ts'

export type Operator = Schemas['Operator']
type Role = Operator['role']

export const OPERATORS_PATH = '/admin/v1/operators'

/** Answers the token, which is shown once. */
export async function createOperator(wish: Schemas['CreateOperator']): Promise<string> {
  const { token } = await changed(admin.POST('/admin/v1/operators', { body: wish }))
  if (token === undefined) throw new TypeError('a new operator came without a token')
  return token
}

export async function setRole(operator: Operator, role: Role, reason: string | undefined): Promise<void> {
  await changed(admin.PATCH('/admin/v1/operators/{id}', { ...optionsFor(operator, reason), body: { role } }))
}

export async function removeOperator(operator: Operator, reason: string | undefined): Promise<void> {
  await changed(admin.DELETE('/admin/v1/operators/{id}', optionsFor(operator, reason)))
}

function optionsFor(operator: Operator, reason: string | undefined) {
  const headers = conditions({ ifMatch: etagOf(operator), reason })
  return { params: { path: { id: operator.id } }, headers }
}
