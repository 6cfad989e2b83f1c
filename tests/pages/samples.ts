const LANGUAGES = ['sh', 'ts', 'python'] as const
type Language = (typeof LANGUAGES)[number]

/** A block of a page that is marked as runnable. */
export interface Sample {
  readonly language: Language
  readonly code: string
  /** The JSON right below it: what its last line answers. */
  readonly shows: string | undefined
}

const RUNNABLE =
  /^```(?<language>sh|ts|python) runnable\n(?<code>[^]*?)^```\n(?:\n```json\n(?<shows>[^]*?)^```\n)?/gm

export function samplesOf(page: string): Sample[] {
  return [...page.matchAll(RUNNABLE)].map(({ groups }) => ({
    language: LANGUAGES.find((name) => name === groups?.['language']) ?? 'sh',
    code: groups?.['code'] ?? '',
    shows: groups?.['shows'],
  }))
}

/** Where there is no Python, its samples are read and not run. */
const RUNNERS = {
  ts: '(cd "$TESTS" && node --input-type=module-typescript -',
  python: '($(command -v python3 || echo cat) -',
} as const

/** One script of all samples, the output of each behind a NUL. Programs run where the packages of the tests are. */
export function scriptOf(samples: readonly Sample[]): string {
  const steps = samples.map(({ language, code }) =>
    language === 'sh' ? code : `${RUNNERS[language]} <<'PROGRAM'\n${code}PROGRAM\n)\n`,
  )
  return ['set -eu\n', ...steps].join("\nprintf '\\0'\n").replace(/^set -eu\n\n/, 'set -eu\n')
}
