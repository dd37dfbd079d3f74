import { leastShare, raisePerSecond, refusalWindow } from './token-bucket.ts'

/**
 * The bucket of token-bucket.ts in Redis: KEYS[1] is its key; ARGV is what happens (`take`, `back`, `refused`, `served`), the
 * burst and the calls a second. Answers with the milliseconds to wait and the share of the rate in thousandths. It goes by the
 * clock of Redis, which is one for all; a bucket that is not used is forgotten when it would be full.
 */
export const bucketScript = `
local what, burst, rate = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'share', 'halved', 'raised')
local tokens = tonumber(kept[1]) or burst
local at = tonumber(kept[2]) or now
local share = tonumber(kept[3]) or 1
local halved = tonumber(kept[4]) or 0
local raised = tonumber(kept[5]) or 0
local wait = 0
if what == 'take' then
  local speed = rate * share
  tokens = tokens + math.max(0, now - at) / 1000 * speed
  tokens = math.min(math.max(1, burst * share), tokens) - 1
  at = math.max(now, at)
  if tokens < 0 then wait = math.ceil(-tokens / speed * 1000) end
elseif what == 'back' then
  tokens = tokens + 1
elseif what == 'refused' then
  if now - halved >= ${refusalWindow} then
    share = math.max(${leastShare}, share / 2)
    tokens = math.min(tokens, 0)
    halved = now
    raised = now
  end
elseif share < 1 and now - halved >= ${refusalWindow} then
  share = math.min(1, share + math.min(1, math.max(0, now - raised) / 1000) * ${raisePerSecond})
  raised = now
end
redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', at, 'share', share, 'halved', halved, 'raised', raised)
local idle = (burst - tokens) / (rate * share) + (1 - share) / ${raisePerSecond}
redis.call('PEXPIRE', KEYS[1], math.ceil((idle + 60) * 1000))
return { wait, math.floor(share * 1000) }
`
