interface Row {
  readonly id: string
}

/** A row that a dialog speaks of, as the list has it now: a change that met a conflict is then made on top of it. */
export function newestOf<T extends Row>(rows: readonly T[], row: T | undefined): T | undefined {
  return row === undefined ? undefined : (rows.find(({ id }) => id === row.id) ?? row)
}
