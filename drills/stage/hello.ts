/** The least that a model can be asked: what drills send where only the fate of the request matters. */
export const HELLO = { messages: [{ role: 'user', content: 'Ahoy' }] }
