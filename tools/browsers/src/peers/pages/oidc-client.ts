import { UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { expose } from './page.ts'

expose(() => {
  const manager = new UserManager({
    authority: location.origin,
    client_id: 'tabs-client',
    redirect_uri: `${location.origin}/`,
    scope: 'openid offline_access',
    userStore: new WebStorageStateStore({ store: localStorage }),
  })
  return {
    signIn: () => manager.signinRedirect(),
    finishSignIn: () => manager.signinCallback(),
    async getToken() {
      const stored = await manager.getUser()
      const user = stored?.expired ? await manager.signinSilent() : stored
      if (!user) throw new Error('signed out')
      return user.access_token
    },
  }
})
