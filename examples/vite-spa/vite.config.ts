import { defineConfig } from 'vite'

// Given by scripts that start several servers; else Vite's own.
const port = process.env['PORT'] ? { host: '127.0.0.1', port: Number(process.env['PORT']), strictPort: true } : {}

export default defineConfig({
  // What of the environment becomes part of the page, where everybody can read it: whole names, so that no secret
  // with a similar one gets in.
  envPrefix: ['VITE_', 'MESHY_ACCOUNT_NAME', 'MESHY_PUBLIC_KEY', 'MESHY_AUTH_BASE_URL', 'MESHY_API_BASE_URL'],
  server: port,
  preview: port,
})
