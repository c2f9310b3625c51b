/** Shapes that only a secret has, with what each is. What users' code must redact is not looked for here. */
const shapes: ReadonlyArray<readonly [RegExp, string]> = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'an npm token'],
  [/\bgh[oprsu]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}/, 'a GitHub token'],
  [/\bgl(?:pat|dt|ft)-[\w-]{20,}/, 'a GitLab token'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\b[rs]k_live_[A-Za-z0-9]{16,}/, 'a payment key'],
  [/\bAIza[\w-]{35}/, 'a Google API key'],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, 'a JSON web token'],
  [/_(?:authToken|auth|password)\s*=\s*["']?[^\s"'$`]{8,}/, 'credentials of a registry'],
]

const secretFiles = /(?:^|\/)(?:\.npmrc|\.env[^/]*|\.netrc|id_(?:rsa|ed25519|ecdsa)|[^/]+\.(?:pem|key|p12|pfx))$/

/** What is secret about a file: a phrase per finding, which never holds the secret itself. */
export function findSecrets(file: string, text: string): string[] {
  const kind = secretFiles.test(file) ? ['a file for secrets'] : []
  return [...kind, ...shapes.filter(([shape]) => shape.test(text)).map(([, what]) => what)]
}
