/** Each is one step to Redis, whoever else counts. Windows keep their end: only the first counted event sets one. */

/** KEYS: the window; ARGV: limit, window in ms. Answers whether it passed, the count, and the ms until the reset. */
export const TAKE = `
  local left = redis.call('PTTL', KEYS[1])
  local running = left > 0
  local count = running and tonumber(redis.call('GET', KEYS[1])) or 0
  if not running then left = tonumber(ARGV[2]) end
  if count >= tonumber(ARGV[1]) then return {0, count, left} end
  if running then redis.call('INCR', KEYS[1]) else redis.call('SET', KEYS[1], 1, 'PX', left) end
  return {1, count + 1, left}`;

export const GIVE_BACK = `
  if tonumber(redis.call('GET', KEYS[1]) or 0) > 0 then redis.call('DECR', KEYS[1]) end
  return {}`;

/** Answers the count and the ms until the reset, or nothing. */
export const READ = `
  local left = redis.call('PTTL', KEYS[1])
  if left <= 0 then return {} end
  return {tonumber(redis.call('GET', KEYS[1])), left}`;
