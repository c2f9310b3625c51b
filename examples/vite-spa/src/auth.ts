import { createWebStore } from '@auth/core/web-store'
import { createMeshyAuth } from '@auth/meshy'

const { MESHY_ACCOUNT_NAME, MESHY_PUBLIC_KEY, MESHY_AUTH_BASE_URL, MESHY_API_BASE_URL } = import.meta.env

export const auth = createMeshyAuth({
  accountName: MESHY_ACCOUNT_NAME,
  publicKey: MESHY_PUBLIC_KEY,
  authBaseUrl: MESHY_AUTH_BASE_URL,
  apiBaseUrl: MESHY_API_BASE_URL,
  // For all tabs of this browser, and over a reload. Without these two lines the session ends with the page.
  store: createWebStore(),
  identity: 'this-browser',
})
