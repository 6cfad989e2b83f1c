const ROWS = [0, 1, 2, 3, 4, 5]

/** As high as the rows to come: nothing jumps when they do. */
export function SkeletonRows({ columns }: { readonly columns: number }) {
  return ROWS.map((row) => (
    <tr key={row} className="border-b border-kumo-hairline last:border-b-0">
      {Array.from({ length: columns }, (_, column) => (
        <td key={column} className="px-4 py-3.5">
          <span className="block h-3.5 w-full max-w-28 animate-pulse rounded bg-kumo-fill" />
        </td>
      ))}
    </tr>
  ))
}
