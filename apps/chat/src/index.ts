export { Chat } from './chat.ts'
export { ChatSession } from './sessions/chat-session.ts'
export { Completion } from './kept/completion.ts'
export { SessionDirectory } from './directory/session-directory.ts'

/** Nothing to see over HTTP: callers come through the entrypoint `Chat`. */
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler
