import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

import { filesOf, MUTANTS, type Mutant } from './mutant.ts'

/** Plants a mutant in a copy of the workspace. @throws Error with patch, file and hunk when the source has moved on. */
export function applyMutant(mutant: Mutant, root: string): void {
  const problem = gitApply(mutant, root, [])
  if (problem !== undefined) throw new Error(problem)
}

/** Why a mutant can no longer be planted: patch, file and the first line of the hunk. Undefined when it can. */
export function problemOf(mutant: Mutant): string | undefined {
  return gitApply(mutant, ROOT, ['--check'])
}

function gitApply(mutant: Mutant, root: string, options: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync('git', ['apply', '-p0', '--recount', ...options], {
    cwd: root,
    input: mutant.patch,
    encoding: 'utf8',
    // A copy lies inside the checkout: git must take it for a folder of its own.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(root) },
  })
  if (error !== undefined) return `git apply did not run: ${error.message}`
  if (status === 0) return undefined
  return `${MUTANTS}/${mutant.name}.patch no longer applies to ${filesOf(mutant).join(', ')}:\n${stderr.trim()}\n${hunkOf(mutant, stderr)}`
}

/** The hunk that git names by file and line. */
function hunkOf({ patch }: Mutant, stderr: string): string {
  const [, file, line] = /patch failed: (.+):(\d+)/.exec(stderr) ?? []
  const ofFile = patch.split(/^(?=--- )/m).find((part) => part.startsWith(`--- ${file}\n`))
  return (
    ofFile
      ?.split(/^(?=@@ )/m)
      .find((hunk) => hunk.startsWith(`@@ -${line},`) || hunk.startsWith(`@@ -${line} `))
      ?.trimEnd() ?? ''
  )
}
