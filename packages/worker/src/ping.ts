/**
 * The answer to `ping`: a Worker is ready when it has every binding that it cannot work without, since
 * wrangler only warns when a deployment loses one. What is behind the bindings is not asked: the storage of
 * one tenant must not make all the others unready.
 */
export async function answerPing<E extends object>(
  env: E,
  needed: readonly (keyof E & string)[],
): Promise<'ok'> {
  const missing = needed.filter((name) => env[name] === undefined)
  if (missing.length > 0) throw new Error(`deployed without ${missing.join(', ')}`)
  return 'ok'
}
