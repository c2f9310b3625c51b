// #region
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax'

export function readSessionId(cookies: string | undefined): string | undefined {
  return /(?:^|; )session=([\da-f-]{36})(?:;|$)/.exec(cookies ?? '')?.[1]
}

export const setSession = (id: string): string => `session=${id}; ${attributes}`
export const removeSession = `session=; Max-Age=0; ${attributes}`
// #endregion
