import { AuthClient } from '@supabase/auth-js'
import { expose } from './page.ts'

expose(() => {
  const auth = new AuthClient({ url: location.origin, storageKey: 'tabs-auth', detectSessionInUrl: false })
  return {
    signIn: () => auth.signInWithPassword({ email: 'ada@example.com', password: 'analytical-engine' }),
    async getToken() {
      const { data, error } = await auth.getSession()
      if (!data.session) throw error ?? new Error('signed out')
      return data.session.access_token
    },
  }
})
