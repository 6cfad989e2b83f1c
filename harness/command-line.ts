/** The call names an option, command or thing that the script does not have. */
export class UsageError extends Error {}

/**
 * Runs a script to its end. `--help` prints the usage instead; a wrong call (also one that `parseArgs` refuses) prints what
 * is wrong and the usage and ends with code 2; any other failure prints its message and ends with code 1.
 */
export async function runScript(usage: string, run: (args: string[]) => Promise<void>): Promise<void> {
  const args = process.argv.slice(2).filter((arg) => arg !== '--')
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage)
    return
  }
  try {
    await run(args)
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown)
    console.error(isWrongCall(thrown) ? `${firstSentence(problem)}\n\n${usage}` : problem)
    process.exitCode = isWrongCall(thrown) ? 2 : 1
  }
}

function isWrongCall(thrown: unknown): boolean {
  if (thrown instanceof UsageError) return true
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS')
}

/** Node adds advice on arguments that begin with a dash. */
function firstSentence(text: string): string {
  return text.split('. ')[0] ?? text
}
