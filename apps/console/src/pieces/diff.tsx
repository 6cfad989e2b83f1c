import type { Change } from '../api/resource.ts'

/** What would change, or has changed: field by field, before and after. */
export function Diff({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="text-kumo-subtle">Nothing would change.</p>
  return (
    <div
      className="overflow-x-auto rounded-lg border border-kumo-hairline"
      tabIndex={0}
      role="group"
      aria-label="Changes"
    >
      <table className="w-full text-left text-xs">
        <thead>
          <tr className="border-b border-kumo-hairline bg-kumo-elevated text-kumo-subtle">
            <th scope="col" className="px-3 py-1.5 font-medium">
              Field
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Before
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              After
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, before, after }) => (
            <tr key={path} className="border-b border-kumo-hairline align-top last:border-b-0">
              <th scope="row" className="px-3 py-1.5 font-mono font-normal">
                {path}
              </th>
              <td className="px-3 py-1.5 font-mono break-all text-kumo-subtle">
                <del className="no-underline">{textOf(before)}</del>
              </td>
              <td className="px-3 py-1.5 font-mono break-all">
                <ins className="no-underline">{textOf(after)}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Text as it is; what is not there as a dash. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
