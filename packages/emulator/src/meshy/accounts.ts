import type { EmulatorClock } from '../contract.ts'
import { randomToken } from '../http.ts'
import type { MeshyOptions } from './options.ts'

export interface MeshyAccountUser {
  id: string
  username: string
  password: string
  active: boolean
  anonymous: boolean
  tenant: string | undefined
  lastAccessed: number | undefined
}

/** The users of the emulated account. Each tenant has its own. */
export interface MeshyAccounts {
  find(username: string, tenant: string | undefined): MeshyAccountUser | undefined
  addAnonymous(username: string, tenant: string | undefined): MeshyAccountUser
  /** The public key that a request with this tenant header must name; undefined for an unknown tenant. */
  publicKey(tenant: string | undefined): string | undefined
}

export function createMeshyAccounts(options: Required<MeshyOptions>): MeshyAccounts {
  const users: MeshyAccountUser[] = []
  const add = (user: Omit<MeshyAccountUser, 'id' | 'lastAccessed'>): MeshyAccountUser => {
    // 24 hexadecimal digits, like the provider's ids.
    const added = { ...user, id: randomToken('', 24), lastAccessed: undefined }
    users.push(added)
    return added
  }
  const addAnonymous: MeshyAccounts['addAnonymous'] = (username, tenant) =>
    add({ username, password: 'nopassword', active: true, anonymous: true, tenant })

  for (const { username, password, active = true, tenant } of options.users) {
    add({ username, password, active, anonymous: false, tenant })
  }
  for (const username of options.anonymousUsers) addAnonymous(username, undefined)
  const keys = new Map(Object.entries(options.tenants))
  return {
    find: (username, tenant) => users.find((user) => user.username === username && user.tenant === tenant),
    addAnonymous,
    publicKey: (tenant) => (tenant === undefined ? options.publicKey : keys.get(tenant)),
  }
}

/** The user as the API shows it. */
export function meshyUserResource(user: MeshyAccountUser, clock: EmulatorClock): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    firstName: null,
    lastName: null,
    verified: !user.anonymous,
    isActive: user.active,
    phoneNumber: null,
    emailAddress: null,
    roles: [],
    securityQuestions: [],
    anonymous: user.anonymous,
    lastAccessed: new Date(user.lastAccessed ?? clock.now()).toISOString(),
  }
}
