import type { Fields } from './fields.ts'

/** Fields that mean the same wherever they are. */
export const COMMON_FIELDS: Fields = {
  id: 'Its id.',
  object: 'Always the same, as in the API of OpenAI.',
  status: 'Always the same: everything works.',
  data: 'The items of this page.',
  nextCursor: 'Send it as `cursor` for the next page; null at the end.',
  limit: 'Most items of a page, from 1 to 100.',
  cursor: 'The `nextCursor` of the page before.',
  createdAt: 'When it was made.',
  updatedAt: 'When it last changed.',
}

export const ERROR_FIELDS: Fields = {
  error: 'What went wrong.',
  code: 'The error code; see the list of errors.',
  message: 'What is wrong and what to do next, in words.',
  type: "OpenAI's name of this kind of error.",
  param: 'The field or header that is wrong.',
  requestId: 'The id of this request, for your platform team; also in `x-request-id`.',
  traceId: 'The id of the trace that this request belongs to.',
  details: 'More, depending on the code: the wrong fields, a limit, when a budget resets.',
}
