import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { FailureTable } from './failure-table.ts'
import './colours.css'
import './landing.css'
import './pages.css'

// biome-ignore lint/style/noDefaultExport: VitePress reads the default export.
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('FailureTable', FailureTable)
  },
} satisfies Theme
