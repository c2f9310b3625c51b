// Words that no function of a module can be called, or that mean something else in one.
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
)

/** The function of an operation: its id, out of the way of the language's own words. */
export function functionName(operationId: string): string {
  return reserved.has(operationId) ? `_${operationId}` : operationId
}

/** What the names of an operation's types start with. */
export function typePrefix(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}`
}
