import { join } from 'node:path'
import autoLoad, { type AutoloadPluginOptions } from '@fastify/autoload'
import type { FastifyPluginAsync } from 'fastify'

export type AppOptions = Partial<AutoloadPluginOptions>

export const options: AppOptions = {}

const app: FastifyPluginAsync<AppOptions> = async (fastify, opts) => {
  fastify.register(autoLoad, { dir: join(import.meta.dirname, 'plugins'), options: opts, forceESM: true })
  fastify.register(autoLoad, { dir: join(import.meta.dirname, 'routes'), options: opts, forceESM: true })
}

export default app
