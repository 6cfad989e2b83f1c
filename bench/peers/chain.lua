-- What any gateway on Redis does for a completion: who calls, whether by the rate limit, how much by the budget, and what it cost.
-- One script on each side of the call, each atomic. What is told of the request is read by pattern, since that is cheapest.
local ADMIT = [[
local tenant = redis.call('HGET', KEYS[1], 'tenant')
if not tenant then return 401 end
local limits = redis.call('HMGET', 'tenant:' .. tenant, 'perMinute', 'tokensPerDay', 'open', 'used')
local minute = 'requests:' .. tenant .. ':' .. ARGV[2]
if redis.call('INCR', minute) > tonumber(limits[1]) then return 429 end
redis.call('EXPIRE', minute, 120)
if tonumber(limits[3]) + tonumber(limits[4]) + tonumber(ARGV[1]) > tonumber(limits[2]) then return 402 end
redis.call('HINCRBY', 'tenant:' .. tenant, 'open', ARGV[1])
redis.call('HSET', 'reservation:' .. ARGV[3], 'tenant', tenant, 'tokens', ARGV[1])
redis.call('EXPIRE', 'reservation:' .. ARGV[3], 900)
return 200
]]
local SETTLE = [[
local held = redis.call('HMGET', KEYS[1], 'tenant', 'tokens')
if not held[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HINCRBY', 'tenant:' .. held[1], 'open', -tonumber(held[2]))
redis.call('HINCRBY', 'tenant:' .. held[1], 'used', ARGV[1])
redis.call('HINCRBY', 'usage:' .. held[1] .. ':' .. ARGV[2], ARGV[3], ARGV[1])
return 1
]]

local chain = {}
local sha = {}
local port

local function command(socket, ...)
  local parts = { '*' .. select('#', ...) .. '\r\n' }
  for at = 1, select('#', ...) do
    local part = tostring((select(at, ...)))
    parts[#parts + 1] = '$' .. #part .. '\r\n' .. part .. '\r\n'
  end
  assert(socket:send(parts))
  local line = assert(socket:receive())
  if line:byte() == 36 then -- $: a text of that length
    local text = assert(socket:receive(tonumber(line:sub(2))))
    assert(socket:receive(2))
    return text
  end
  assert(line:byte() ~= 45, line) -- -: an error
  return tonumber(line:sub(2)) or line
end

local function redis()
  local socket = ngx.socket.tcp()
  assert(socket:connect('127.0.0.1', port))
  return socket
end

local function run(name, script, ...)
  local socket = redis()
  sha[name] = sha[name] or command(socket, 'SCRIPT', 'LOAD', script)
  local result = command(socket, 'EVALSHA', sha[name], ...)
  socket:setkeepalive(60000, 256)
  return result
end

function chain.setup(redis_port)
  port = redis_port
end

-- One key of one tenant, whose limits are beyond any load.
function chain.seed(key)
  local socket = redis()
  command(socket, 'HSET', 'key:' .. ngx.encode_base64(ngx.sha1_bin(key)), 'tenant', 'umbrella')
  command(socket, 'HSET', 'tenant:umbrella', 'perMinute', 6000000, 'tokensPerDay', 10000000000, 'open', 0, 'used', 0)
  socket:setkeepalive(60000, 256)
  ngx.say('ok')
end

function chain.complete()
  ngx.req.read_body()
  local body = ngx.req.get_body_data() or ''
  local key = (ngx.var.http_authorization or ''):sub(8)
  local id = ngx.var.request_id
  local bound = math.ceil(#body / 3) + (tonumber(body:match('"max_tokens":(%d+)')) or 1024)
  local minute = math.floor(ngx.time() / 60)
  local status = run('admit', ADMIT, 1, 'key:' .. ngx.encode_base64(ngx.sha1_bin(key)), bound, minute, id)
  if status ~= 200 then return ngx.exit(status) end
  local reply = ngx.location.capture('/provider', { method = ngx.HTTP_POST, body = body })
  ngx.status = reply.status
  ngx.header['content-type'] = reply.header['content-type']
  ngx.header['content-length'] = #reply.body
  ngx.print(reply.body)
  ngx.eof()
  local tokens = tonumber(reply.body:match('"total_tokens":(%d+)')) or bound
  local model = reply.body:match('"model":"([^"]+)"') or 'unknown'
  run('settle', SETTLE, 1, 'reservation:' .. id, tokens, ngx.today(), model)
end

return chain
