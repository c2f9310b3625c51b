import { type GooruSettings, isNile } from './options.ts'
import type { Session } from './sessions.ts'

const seedPreferences = { taxonomy: [{ standard_framework_code: 'CSS', default_subject_code: 'GUT.M' }] }
const seedCdnUrls = { 'profile.cdn': '//profile.gooru.org.com' }
const laterCdnUrls = { user_cdn_url: '//cdn.example.org/user/', content_cdn_url: '//cdn.example.org/content/' }

/** The answer to a sign-in: fields and their order as each server sends them. */
export function tokenBody(
  settings: GooruSettings,
  session: Session,
  token: string,
  refreshToken?: string,
): Record<string, unknown> {
  if (isNile(settings)) {
    const body = nileBody(settings, session, { access_token: token })
    return refreshToken === undefined ? body : { ...body, refresh_token: refreshToken }
  }
  const { user } = session
  const prefs = settings.profile === 'seed' ? seedPreferences : { email_id: user?.email ?? '' }
  const cdnUrls = { cdn_urls: cdnUrlsOf(settings) }
  return {
    ...owner(session),
    // The two flows of the early servers write these two in a different order.
    ...(user === undefined ? { ...cdnUrls, prefs } : { prefs, ...cdnUrls }),
    access_token: token,
    ...(settings.profile === 'v3' ? personalFields(session) : {}),
  }
}

/** The answer to a token check: never with the token. */
export function sessionBody(settings: GooruSettings, session: Session): Record<string, unknown> {
  if (isNile(settings)) return nileBody(settings, session, {})
  return {
    ...owner(session),
    cdn_urls: cdnUrlsOf(settings),
    ...(settings.profile === 'v3' ? personalFields(session) : {}),
  }
}

function owner({ user, client, providedAt }: Session): Record<string, unknown> {
  return {
    user_id: user?.userId ?? 'anonymous',
    ...(user === undefined ? {} : { username: user.username }),
    client_id: client.clientId,
    provided_at: providedAt,
  }
}

function cdnUrlsOf({ profile }: GooruSettings): Record<string, string> {
  return profile === 'seed' ? seedCdnUrls : laterCdnUrls
}

function personalFields({ user }: Session): Record<string, unknown> {
  return {
    ...(user?.firstName === undefined ? {} : { firstname: user.firstName }),
    ...(user?.lastName === undefined ? {} : { lastname: user.lastName }),
    ...(user?.category === undefined ? {} : { user_category: user.category }),
  }
}

function nileBody(
  { profile, accessTokenLifetimeMs }: GooruSettings,
  { user, client, appId, providedAt }: Session,
  accessToken: { access_token?: string },
): Record<string, unknown> {
  const lateTenant = { name: 'Example School', image_url: null, settings: {} }
  const tenant = {
    tenant: {
      ...{ tenant_id: client.clientId, short_name: 'school', tenant_root: null },
      ...(profile === 'nile-refresh' ? lateTenant : {}),
    },
  }
  const validity = { access_token_validity: Math.floor(accessTokenLifetimeMs / 1000), ...accessToken }
  if (user === undefined) {
    return {
      user_id: 'anonymous',
      provided_at: providedAt,
      cdn_urls: laterCdnUrls,
      ...tenant,
      preference_settings: {},
      ...validity,
    }
  }
  return {
    user_id: user.userId,
    app_id: appId,
    partner_id: null,
    username: user.username,
    provided_at: providedAt,
    email: user.email,
    cdn_urls: laterCdnUrls,
    ...tenant,
    preference_settings: {},
    permissions: null,
    ...validity,
    first_name: user.firstName ?? null,
    last_name: user.lastName ?? null,
    user_category: user.category ?? null,
    thumbnail: null,
    client_state: null,
  }
}
