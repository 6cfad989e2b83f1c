import { ChoiceList } from '../../pieces/choice-list.tsx'
import { SCOPES, type Scope } from './key-form.ts'

const MEANINGS = {
  chat: 'Ask models, keep conversations',
  search: 'Search documents, grounded answers',
  'documents:read': 'List and read documents',
  'documents:write': 'Add, replace and delete documents',
  'usage:read': 'See usage and limits',
  'keys:write': 'Create and revoke keys that may do no more',
} as const satisfies Record<Scope, string>

interface ScopeFieldsProps {
  /** Left out: all there are. */
  readonly offered?: readonly Scope[]
  readonly chosen: readonly Scope[]
  readonly onChange: (scopes: readonly Scope[]) => void
}

export function ScopeFields({ offered = SCOPES, chosen, onChange }: ScopeFieldsProps) {
  const choices = offered.map((value) => ({ value, meaning: MEANINGS[value] }))
  return <ChoiceList legend="May" choices={choices} chosen={chosen} onChange={onChange} />
}
