/**
 * An object's answer, for a Worker to return to its own caller. The answer itself has a disposer, and a caller that
 * never calls it, being an object too, keeps its invocation open: the lines of it would never reach the Tail Worker.
 */
export async function passedOn<T extends object>(answer: Promise<T>): Promise<T> {
  return { ...(await answer) }
}
