import type { Role } from '../../api/session.ts'

const MEANINGS = {
  owner: 'Everything: operators, erasing, all below',
  operator: 'Tenants, keys, documents, webhooks, flags',
  billing: 'Plans and prices; looks at the rest',
  viewer: 'Looks, and changes nothing',
} as const satisfies Record<Role, string>

const ROLES: readonly Role[] = ['viewer', 'billing', 'operator', 'owner']

interface RoleFieldsProps {
  readonly chosen: Role
  readonly onChange: (role: Role) => void
}

export function RoleFields({ chosen, onChange }: RoleFieldsProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">Role</legend>
      <div className="flex flex-col gap-2">
        {ROLES.map((role) => (
          <label
            key={role}
            className="flex cursor-pointer items-baseline gap-2.5 rounded-lg border border-kumo-hairline px-3 py-2 has-checked:border-kumo-brand has-checked:bg-kumo-tint"
          >
            <input
              type="radio"
              name="role"
              className="accent-kumo-brand"
              checked={chosen === role}
              onChange={() => onChange(role)}
            />
            <span className="w-18 font-medium">{role}</span>
            <span className="text-kumo-subtle">{MEANINGS[role]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
