/** The start of a body as text, and whether that is all of it. What is beyond `limit` bytes is not read. */
export async function readBody(response: Response, limit: number): Promise<{ text: string; complete: boolean }> {
  if (!response.body) return { text: '', complete: true }
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { text: text + decoder.decode(), complete: true }
    text += decoder.decode(value.subarray(0, limit - size), { stream: true })
    size += value.byteLength
    if (size > limit) {
      reader.cancel().catch(() => {})
      return { text, complete: false }
    }
  }
}
