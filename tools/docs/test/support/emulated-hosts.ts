import { createEmulator, type Emulator } from '@auth/emulator/fetch'
import { vi } from 'vitest'

export const people: readonly { readonly username: string; readonly password: string }[] = [
  { username: 'ada', password: 'ada-password' },
  { username: 'grace', password: 'grace-password' },
]

/** Code that names the providers' own hosts, as users write it, reaches an emulator in place of them. */
export function emulateHosts(): Emulator {
  const emulator = createEmulator({ meshy: { users: people } })
  const { meshy, elasticpath, gooru, genlogs } = emulator.urls
  const hosts = {
    'https://auth.meshydb.com': meshy.authBaseUrl,
    'https://api.meshydb.com': meshy.apiBaseUrl,
    'https://useast.api.elasticpath.com': elasticpath.authBaseUrl,
    'https://gooru.example/api/nucleus-auth/v1': gooru.authBaseUrl,
    'https://gooru.example/api': gooru.apiBaseUrl,
    'https://api.genlogs.io': genlogs.authBaseUrl,
  }
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init)
    const [host, emulated] = Object.entries(hosts).find(([known]) => request.url.startsWith(known)) ?? ['', '']
    return emulator.fetch(new Request(request.url.replace(host, emulated), request))
  })
  return emulator
}
