/**
 * Lines of an `.npmrc` that map the scope to a registry.
 *
 * @param hasToken whether the variable NPM_TOKEN signs in there. The file only names it: a secret is not written down.
 */
export function mapScope(registry: string, hasToken: boolean): string {
  const url = new URL(registry)
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  const credentials = `//${url.host}${url.pathname}:_authToken=\${NPM_TOKEN}\n`
  return `@auth:registry=${url.href}\n${hasToken ? credentials : ''}`
}
