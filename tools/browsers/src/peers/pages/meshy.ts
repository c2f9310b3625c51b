import { createWebStore } from '@auth/core/web-store'
import { createMeshyAuth } from '@auth/meshy'
import { expose } from './page.ts'

expose(() => {
  const { origin } = location
  const auth = createMeshyAuth({
    accountName: 'tabs',
    publicKey: 'tabs-client',
    authBaseUrl: origin,
    apiBaseUrl: origin,
    identity: 'ada',
    store: createWebStore(),
  })
  return {
    signIn: () => auth.signIn({ username: 'ada', password: 'analytical-engine' }),
    getToken: async () => (await auth.getToken()).value,
  }
})
