export { createWebStore, type WebStoreOptions } from './store/web/create-web-store.ts'
