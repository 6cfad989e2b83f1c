import { isMessageItem, type InputItem } from '@bulkhead/contracts/http/responses/response-input'

import type { Consulted } from '../answers/consult.ts'
import { setApart } from '../answers/foreign-marks.ts'
import { groundedQuestion } from '../answers/prompt.ts'

/**
 * The question with its sources takes the place of the question, and the marks of earlier answers are no longer
 * ones that could be copied.
 */
export function groundedItems(
  items: readonly InputItem[],
  question: string | undefined,
  consulted: Consulted | undefined,
): readonly InputItem[] {
  if (question === undefined || consulted?.isGrounded !== true) return items
  const content = groundedQuestion(consulted.sources, question)
  return [...items.slice(0, -1).map(withoutMarks), { type: 'message', role: 'user', content }]
}

function withoutMarks(item: InputItem): InputItem {
  if (!isMessageItem(item) || item.role !== 'assistant') return item
  const { content } = item
  if (typeof content === 'string') return { ...item, content: setApart(content) }
  return {
    ...item,
    content: content.map((part) =>
      part.type === 'output_text' ? { ...part, text: setApart(part.text) } : part,
    ),
  }
}
