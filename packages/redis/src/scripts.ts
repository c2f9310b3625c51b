/** What runs on the server, each as one step. Keys: the lock, the record. */
export interface Script {
  readonly text: string
}

const letGo = `
if redis.call('GET', KEYS[1]) == owner then redis.call('DEL', KEYS[1]) end
`

// A user who may not publish still has a store: those who wait find out by asking.
const tell = (kind: string): string => `
redis.pcall('PUBLISH', channel, '${kind}' .. sender)
`

const time = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`

/** Values: none. Returns the server's time, the record, and how long it lives. */
export const readScript: Script = {
  text: `${time}
return { now, redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1]) }
`,
}

/**
 * Takes the lock, unless somebody else has it. It knows its owner, so that it can be sent again when its answer was
 * lost.
 *
 * Values: owner, time to live, which record was stored when the owner began to wait, and whether there must be one. When
 * the record has changed since, there is nothing to wait for, and the new one is returned without the lock. When it is
 * missing, the server has lost it, and perhaps the lock of one whose refresh token is out: nobody gets the lock for as
 * long as that one would have had it.
 *
 * Returns the server's time, what came of it, and the record with its SHA-1 and how long it lives, or how long the lock
 * of somebody else lives.
 */
export const acquireScript: Script = {
  text: `local owner, ttl, seen, known = unpack(ARGV)
${time}
local holder = redis.call('GET', KEYS[1])
local record = redis.call('GET', KEYS[2])
local version = record and redis.sha1hex(record) or ''
if seen ~= '-' and record and version ~= seen and holder ~= owner then
  return { now, 'changed', record, version, redis.call('PTTL', KEYS[2]) }
end
if holder and holder ~= owner then
  return { now, holder == 'nobody' and 'lost' or 'held', redis.call('PTTL', KEYS[1]), version }
end
if known == '1' and not record and not holder then
  redis.call('SET', KEYS[1], 'nobody', 'PX', ttl)
  return { now, 'lost', ttl, version }
end
redis.call('SET', KEYS[1], owner, 'PX', ttl)
return { now, 'taken', record, version, redis.call('PTTL', KEYS[2]) }
`,
}

/** Values: owner, time to live. Returns whether the lock was still the owner's. */
export const renewScript: Script = {
  text: `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`,
}

/**
 * Replaces one record by another, whoever has the lock, and lets go of the lock. A record that is there already was
 * written by an earlier try.
 *
 * Values: owner, channel, sender, SHA-1 of what is replaced (none: no record), whether there is a next one, that one, its
 * life in milliseconds (none: without end).
 */
export const replaceScript: Script = {
  text: `local owner, channel, sender, expected, exists, record, life = unpack(ARGV)
local stored = redis.call('GET', KEYS[2])
local version = stored and redis.sha1hex(stored) or ''
if exists == '1' and stored == record then
${letGo}
  return 1
end
if version ~= expected then return 0 end
if exists == '0' then redis.call('DEL', KEYS[2])
elseif life == '' then redis.call('SET', KEYS[2], record)
else redis.call('SET', KEYS[2], record, 'PX', life) end
${letGo}
${tell('written ')}
return 1
`,
}

/** Values: owner, channel, sender. */
export const releaseScript: Script = {
  text: `local owner, channel, sender = unpack(ARGV)
if redis.call('GET', KEYS[1]) ~= owner then return 0 end
redis.call('DEL', KEYS[1])
${tell('released ')}
return 1
`,
}
