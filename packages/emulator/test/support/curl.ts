/** The request that a curl command sends: what examples use of curl, and an error for anything else. */
export function requestOf(command: string): Request {
  const [curl, ...words] = shellWords(command)
  if (curl !== 'curl') throw new Error(`not a curl command: ${command}`)
  const headers = new Headers()
  const data: string[] = []
  let method: string | undefined
  let url = ''
  while (words.length > 0) {
    const word = words.shift() ?? ''
    const value = (): string => words.shift() ?? ''
    if (word === '-X') method = value()
    else if (word === '-d') data.push(value())
    else if (word === '-u') headers.set('authorization', `Basic ${btoa(value())}`)
    else if (word === '-H') {
      const [name = '', ...rest] = value().split(': ')
      headers.set(name, rest.join(': '))
    } else if (word.startsWith('-') || url !== '') throw new Error(`not known here: ${word}`)
    else url = word
  }
  if (data.length === 0) return new Request(url, { method: method ?? 'GET', headers })
  if (!headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded')
  return new Request(url, { method: method ?? 'POST', headers, body: data.join('&') })
}

/** The curl commands of a text, those over several lines joined. */
export function curlCommands(text: string): string[] {
  return text
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line.startsWith('curl '))
}

function shellWords(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''))
}
