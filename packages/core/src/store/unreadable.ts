const prefix = 'unreadable:'

/** What stands in for a stored value that cannot be read: no session, and no sign that there is none. */
export function unreadable(reason: string): string {
  return prefix + reason
}

/** Why a value could not be read; `undefined` for one that could. */
export function unreadableReason(text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined
}
