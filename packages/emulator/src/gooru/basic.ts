/** What Basic credentials hold, or the server's words for why it could not read them. */
export type BasicCredentials = { username: string; password: string } | { unreadable: string }

// Java keeps a byte order mark, which is then a character of the name.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const invalid = { unreadable: 'Invalid Credential provided in the request.' }

/** Reads `username:password` as the server's Java code does, with its two ways of treating colons. */
export function readBasic(encoded: string, parsing: 'split' | 'first-colon'): BasicCredentials {
  // Java's decoder knows the standard alphabet only and no white space, which `atob` would skip.
  const illegal = /[^A-Za-z0-9+/=]/.exec(encoded)?.[0]
  if (illegal !== undefined) {
    return { unreadable: `Illegal base64 character ${illegal.charCodeAt(0).toString(16)}` }
  }
  let decoded: string
  try {
    decoded = decoder.decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)))
  } catch {
    return { unreadable: 'Input byte array has wrong 4-byte ending unit' }
  }
  return parsing === 'split' ? split(decoded) : splitAtFirstColon(decoded)
}

function split(decoded: string): BasicCredentials {
  // Java's split drops empty parts at the end: `user:pass:` passes and `user:` does not.
  const [username, password, ...rest] = decoded.replace(/:+$/, '').split(':')
  return username === undefined || password === undefined || rest.length > 0 ? invalid : { username, password }
}

function splitAtFirstColon(decoded: string): BasicCredentials {
  const colon = decoded.indexOf(':')
  return colon > 0 ? { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) } : invalid
}
