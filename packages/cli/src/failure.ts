/** Why a command ends with 1: what it was asked to do is not done. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/** The text of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** Why nothing answered: what `fetch` throws says so in its cause. */
export function reasonOf(thrown: unknown): string {
  return messageOf(thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown)
}

/** Why a command ends with 2: it was not understood. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}
