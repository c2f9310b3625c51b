/** Error pages promise to keep their addresses: these are the ones they had on the first site. */
export function movedErrorPages(codes: readonly string[]): ReadonlyMap<string, string> {
  return new Map(codes.map((code) => [`documents/Errors.${code}.html`, `../errors/${code}.html`]))
}

export function redirectTo(address: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Moved</title>
<p>This page is now at <a href="${address}">${address}</a>.
</html>
`
}
