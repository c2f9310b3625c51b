/** Tells the server to do something. Throws an error whose message is the server's own. */
export async function ask(path: string, fields?: object, method = 'POST'): Promise<void> {
  const response = await fetch(`/_emulator${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: fields === undefined ? null : JSON.stringify(fields),
  })
  if (response.ok) return
  const answer: unknown = await response.json().catch(() => undefined)
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined
  throw new Error(typeof error === 'string' ? error : `the server answered ${response.status}`)
}
