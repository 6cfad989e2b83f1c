import { DecideGrant, GrantQuery } from '@bulkhead/contracts/http/admin/sessions'
import { invalid } from '@bulkhead/http/read-body'

import { describeGrant, readAskedGrant } from '../../oauth/asked-grant.ts'
import { decideGrant } from '../../oauth/decide-grant.ts'
import { workerRoute } from '../../route.ts'

export const getGrant = workerRoute({
  method: 'GET',
  path: '/admin/v1/session/grant',
  roles: ['portal'],
  summary: 'What a client of `/mcp` asks for, for the page that asks for consent',
  query: GrantQuery,
  serve: async (call, { query }) => ({
    response: Response.json(await describeGrant(call, await readAskedGrant(call, query.request))),
  }),
})

export const postGrant = workerRoute({
  method: 'POST',
  path: '/admin/v1/session/grants',
  roles: ['portal'],
  summary: "Grants a client of `/mcp` a key of the session's tenant, or refuses it",
  body: DecideGrant,
  serve: async (call, { body, call: asked }) => {
    const grant = await readAskedGrant(call, body.request)
    const beyond = body.scopes.filter((scope) => !grant.scopes.some((one) => one === scope))
    if (beyond.length > 0) throw invalid([{ path: 'scopes', message: `${beyond[0]} cannot be granted here` }])
    if (body.scopes.length > 0 && !body.scopes.includes('search')) {
      throw invalid([{ path: 'scopes', message: 'must include search, which every tool needs' }])
    }
    const redirectTo = await decideGrant(call, { asked, grant, scopes: [...new Set(body.scopes)] })
    return { response: Response.json({ redirectTo }) }
  },
})
