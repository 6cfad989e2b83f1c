/** Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. */
export const MIGRATIONS = [
  `CREATE TABLE series (key TEXT PRIMARY KEY, numbers TEXT NOT NULL) STRICT`,
  `CREATE TABLE page (n INTEGER PRIMARY KEY, samples TEXT NOT NULL) STRICT`,
] as const
