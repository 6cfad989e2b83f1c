/** The smallest request for a model, for drills where its content does not matter. */
export const HELLO = { messages: [{ role: 'user', content: 'Ahoy' }] }
