/** What a browser may send that leads to no session. */
export const worthlessCookies: ReadonlyArray<readonly [what: string, cookie: string]> = [
  ['none', ''],
  ['an empty one', 'session='],
  ['one that was made up', 'session=made-up'],
  ['one of a session that is not there', 'session=01234567-89ab-4cde-8f01-23456789abcd'],
  ['one that is not text', 'session=%E0%A4%A; session=%00%0a'],
  ['one that is a path', 'session=..%2F..%2Fetc%2Fpasswd'],
  ['one that is too long', `session=${'x'.repeat(4000)}`],
]
