export { Chat } from './chat.ts'
export { ChatSession } from './sessions/chat-session.ts'
export { Completion } from './kept/completion.ts'
export { SessionDirectory } from './directory/session-directory.ts'

/** Answers nothing over HTTP: callers use the entrypoint `Chat`. */
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler
