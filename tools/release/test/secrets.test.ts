import { expect, test } from 'vitest'
import { findSecrets } from '../src/secrets.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const letters = 'Ab1'.repeat(20)

test.each([
  [`npm_${letters.slice(0, 36)}`, 'an npm token'],
  [`const token = 'ghp_${letters.slice(0, 36)}'`, 'a GitHub token'],
  [`github_pat_${letters}`, 'a GitHub token'],
  [`glpat-${letters.slice(0, 20)}`, 'a GitLab token'],
  [`AKIA${'A1'.repeat(8)}`, 'an AWS access key'],
  [`xoxb-${letters}`, 'a Slack token'],
  [`sk_live_${letters}`, 'a payment key'],
  [`AIza${letters.slice(0, 35)}`, 'a Google API key'],
  [`eyJ${letters}.eyJ${letters}.${letters}`, 'a JSON web token'],
  [`-----BEGIN ${'RSA PRIVATE'} KEY-----`, 'a private key'],
  [`//packages.example.com/:_authToken=${letters}`, 'credentials of a registry'],
])('%s is found, and not repeated', (text, what) => {
  const found = findSecrets('src/index.ts', `before\n${text}\nafter`)

  expect(found).toEqual([what])
})

test.each(['.npmrc', 'src/.env.local', 'keys/server.pem', 'dist/id_rsa'])('%s is a file for secrets', (file) => {
  expect(findSecrets(file, '')).toEqual(['a file for secrets'])
})

test.each([
  'Authorization: Bearer <token>',
  "const token = 'eyJhbGciOi'",
  `//packages.example.com/:_authToken=$${'{NPM_TOKEN}'}`,
  'npm_config_registry=https://packages.example.com/',
  'sha512-lvSHh8PBE0RmJvLcQ5zU2G+Sgm5Xn8dU3RQVlAwyWWQ==',
])('%s is no secret', (text) => {
  expect(findSecrets('README.md', text)).toEqual([])
})
