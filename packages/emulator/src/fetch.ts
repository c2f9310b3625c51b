export type { EmulatorClock, ProviderName } from './contract.ts'
export type {
  ElasticPathAccount,
  ElasticPathMember,
  ElasticPathOidcCode,
  ElasticPathOneTimeCode,
  ElasticPathOptions,
} from './elasticpath.ts'
export { createEmulator, type Emulator, type EmulatorCredentials, type EmulatorOptions } from './emulator.ts'
export type { Fault, FaultKind } from './faults.ts'
export type { GenlogsOptions, GenlogsUser } from './genlogs.ts'
export type { GooruClient, GooruOptions, GooruProfile, GooruUser } from './gooru.ts'
export type { JournalAnswer, JournalEntry } from './journal.ts'
export type { LiveToken } from './live-tokens.ts'
export type { MeshyOptions, MeshyUser } from './meshy.ts'
export type { EmulatorProfile } from './profile.ts'
export type { ProviderUrls } from './routes.ts'
