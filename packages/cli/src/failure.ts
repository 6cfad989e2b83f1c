/** Why a command ends with 1: what it was asked to do is not done. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/** Why a command ends with 2: it was not understood. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
}
