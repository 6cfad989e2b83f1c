import { promptTokensOf } from '@bulkhead/ai/usage'
import { isMessageItem, type InputItem } from '@bulkhead/contracts/http/responses/response-input'

import { messagesOf } from './response-messages.ts'

/**
 * For `truncation: auto`: the newest items that fit, from a message of the user on, so that no call is parted
 * from its output. The last message of the user and what follows stay, whatever they take.
 */
export function fitItems(
  items: readonly InputItem[],
  budgetTokens: number,
  models: readonly string[],
): readonly InputItem[] {
  const starts = items.flatMap((item, at) => (isMessageItem(item) && item.role === 'user' ? [at] : []))
  const fits = (from: number) =>
    promptTokensOf({ messages: messagesOf(items.slice(from)), maxTokens: 0, parameters: {} }, models) <=
    budgetTokens
  if (starts.length === 0 || fits(0)) return items
  return items.slice(firstThat(starts, fits) ?? starts.at(-1))
}

/** By halves, as later starts leave more out: looking at each would cost the square of the conversation's length. */
function firstThat(starts: readonly number[], fits: (from: number) => boolean): number | undefined {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (fits(starts[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return starts[low]
}
