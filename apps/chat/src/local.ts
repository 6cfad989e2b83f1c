import { withBindingFaults } from '@bulkhead/faults/faulty-bindings'
import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'
import { withObjectFaults, withStorageFaults } from '@bulkhead/faults/faulty-objects'

import { Chat } from './chat.ts'
import { SessionDirectory } from './directory/session-directory.ts'
import type { ChatEnv } from './env.ts'
import { Completion } from './kept/completion.ts'
import { ChatSession } from './sessions/chat-session.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'
export { default } from './index.ts'

const faulty = (env: ChatEnv) => withBindingFaults(env, { kv: ['FLAGS'], r2: ['ARCHIVE'] })

withWorkerFaults(Chat, 'worker:chat')
withObjectFaults(ChatSession, 'storage:ChatSession')
withObjectFaults(Completion, 'storage:Completion')
withObjectFaults(SessionDirectory, 'storage:SessionDirectory')

/** chat in the local environment: the same classes, which the fault switch can break. */
class LocalChat extends Chat {
  constructor(ctx: ExecutionContext, env: ChatEnv) {
    super(ctx, faulty(env))
  }
}

class LocalChatSession extends ChatSession {
  constructor(ctx: DurableObjectState, env: ChatEnv) {
    super(withStorageFaults(ctx, 'storage:ChatSession'), faulty(env))
  }
}

class LocalCompletion extends Completion {
  constructor(ctx: DurableObjectState, env: ChatEnv) {
    super(withStorageFaults(ctx, 'storage:Completion'), faulty(env))
  }
}

class LocalSessionDirectory extends SessionDirectory {
  constructor(ctx: DurableObjectState, env: ChatEnv) {
    super(withStorageFaults(ctx, 'storage:SessionDirectory'), faulty(env))
  }
}

export {
  LocalChat as Chat,
  LocalChatSession as ChatSession,
  LocalCompletion as Completion,
  LocalSessionDirectory as SessionDirectory,
}
