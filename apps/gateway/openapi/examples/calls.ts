import { ACCOUNT_CALLS } from './account-calls.ts'
import { CHAT_CALLS } from './chat-calls.ts'
import { DOCUMENT_CALLS, FAREWELL_CALLS } from './document-calls.ts'
import { SEARCH_CALLS } from './search-calls.ts'

/** Every example of the reference, in an order that works. */
export const EXAMPLE_CALLS = [
  ...DOCUMENT_CALLS,
  ...SEARCH_CALLS,
  ...CHAT_CALLS,
  ...ACCOUNT_CALLS,
  ...FAREWELL_CALLS,
] as const
