import { estimatePromptTokens } from '@bulkhead/ai/estimate-tokens'

/** A message of the user and what became of it. */
export interface Exchange {
  readonly question: string
  readonly answer: string
}

export interface Window {
  /** Oldest first. */
  readonly exchanges: readonly Exchange[]
  readonly isTruncated: boolean
}

/**
 * As much of the conversation as fits the budget: whole exchanges, the newest ones. An exchange without an
 * answer says nothing to the model and is left out.
 */
export function contextWindow(newestFirst: Iterable<Exchange>, budgetTokens: number): Window {
  const exchanges: Exchange[] = []
  let leftTokens = budgetTokens
  for (const { question, answer } of newestFirst) {
    if (answer === '') continue
    leftTokens -= estimatePromptTokens([question, answer])
    if (leftTokens < 0) return { exchanges: exchanges.reverse(), isTruncated: true }
    exchanges.push({ question, answer })
  }
  return { exchanges: exchanges.reverse(), isTruncated: false }
}
