/** A block of a page that is marked as runnable. */
export interface Sample {
  readonly language: 'sh' | 'ts'
  readonly code: string
  /** The JSON right below it: what its last line answers. */
  readonly shows: string | undefined
}

const RUNNABLE =
  /^```(?<language>sh|ts) runnable\n(?<code>[^]*?)^```\n(?:\n```json\n(?<shows>[^]*?)^```\n)?/gm

export function samplesOf(page: string): Sample[] {
  return [...page.matchAll(RUNNABLE)].map(({ groups }) => ({
    language: groups?.['language'] === 'ts' ? 'ts' : 'sh',
    code: groups?.['code'] ?? '',
    shows: groups?.['shows'],
  }))
}

/** One script of all samples, the output of each behind a NUL. Programs run where the packages of the tests are. */
export function scriptOf(samples: readonly Sample[]): string {
  const steps = samples.map(({ language, code }) =>
    language === 'sh'
      ? code
      : `(cd "$TESTS" && node --input-type=module-typescript - <<'PROGRAM'\n${code}PROGRAM\n)\n`,
  )
  return ['set -eu\n', ...steps].join("\nprintf '\\0'\n").replace(/^set -eu\n\n/, 'set -eu\n')
}
