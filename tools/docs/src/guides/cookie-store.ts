export { createCookieStore } from '../../../recipes/src/cookie-store.ts'
