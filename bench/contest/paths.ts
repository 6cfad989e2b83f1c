import { randomUUID } from 'node:crypto'

import { readLocalKeys } from '@bulkhead/harness/local-variables'

import { always, type Call, type Traffic } from '../traffic/load.ts'

/** Its limits are beyond any load. */
const TENANT = 'umbrella'
/** Its limit is reached at once. */
const REFUSED_TENANT = 'hooli'
const QUESTION = 'How is it on deck?'
/** No address fails so often that it is refused for that. */
const ADDRESSES = 200

export function completionOf(base: URL, more: object = {}, headers: Record<string, string> = {}): Call {
  const messages = [{ role: 'user', content: QUESTION }]
  return post(new URL('/v1/chat/completions', base), { max_tokens: 64, ...more, messages }, headers)
}

export function post(url: URL, body: object, headers: Readonly<Record<string, string>> = {}): Call {
  const own = { authorization: `Bearer ${keyOf(TENANT)}`, 'content-type': 'application/json' }
  return { url, headers: { ...own, ...headers }, body: JSON.stringify(body) }
}

const keyOf = (tenant: string) => readLocalKeys()[tenant] ?? ''

/** Each connection has a session of its own, made anew by `open`, or its history would grow from round to round. */
export function turns(base: URL, connections: number): { traffic: Traffic; open: () => Promise<void> } {
  let sessions: string[] = []
  const open = async () => {
    sessions = await Promise.all(Array.from({ length: connections }, () => openSession(base)))
  }
  const next = (connection: number) => {
    const url = new URL(`/v1/sessions/${sessions[connection] ?? ''}/messages`, base)
    return post(url, { content: QUESTION, retrieval: false, stream: true })
  }
  return { traffic: { next, statuses: new Set([200]) }, open }
}

async function openSession(base: URL): Promise<string> {
  const { url, headers, body } = post(new URL('/v1/sessions', base), {})
  const response = await fetch(url, { method: 'POST', headers, body })
  const session: unknown = await response.json()
  return typeof session === 'object' && session !== null && 'id' in session ? String(session.id) : ''
}

export const answers = (base: URL) => always(post(new URL('/v1/answers', base), { question: QUESTION }))

export const searches = (base: URL) => always(post(new URL('/v1/search', base), { query: QUESTION }))

export function uploads(base: URL): Traffic {
  const url = new URL('/v1/documents', base)
  const next = () => post(url, { id: randomUUID(), text: `All is well on the after deck. ${randomUUID()}` })
  return { next, statuses: new Set([202]) }
}

/** Refused for its rate, later for its budget of the day, nearly always from the gateway's memory. */
export function refusals(base: URL): Traffic {
  const headers = { authorization: `Bearer ${keyOf(REFUSED_TENANT)}` }
  return always(completionOf(base, {}, headers), 429, 402, 200)
}

/** With a key whose check digits are wrong. */
export function strangers(base: URL): Traffic {
  let sent = 0
  const authorization = `Bearer ${keyOf(TENANT).slice(0, -1)}~`
  const next = () => {
    sent += 1
    const address = `10.${(sent >> 8) & 255}.${sent & 255}.${sent % ADDRESSES}`
    return completionOf(base, {}, { authorization, 'cf-connecting-ip': address })
  }
  return { next, statuses: new Set([401, 429]) }
}
