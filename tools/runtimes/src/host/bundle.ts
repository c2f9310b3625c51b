import { bundlers } from '../bundlers/index.ts'
import { pageFolder } from './browsers.ts'
import type { Project } from './project.ts'
import { providers } from './providers.ts'

/** Where an application that has a provider's package, and nothing else, was bundled to. */
export function applicationFolder(bundler: string, provider: string): string {
  return `applications/${bundler}-${provider}`
}

/** Bundles a page and an application for each provider, with each bundler. */
export async function bundleAll({ folder }: Project): Promise<void> {
  for (const bundler of bundlers) {
    const orders = providers.flatMap((provider) => [
      { entry: `${provider}-page.js`, outDir: pageFolder(bundler.name, provider) },
      { entry: `${provider}-application.js`, outDir: applicationFolder(bundler.name, provider) },
    ])
    await bundler.bundle(folder, orders)
  }
}
