import { azureCore } from './azure-core.ts'
import { badgateway } from './badgateway.ts'
import { bareFetch } from './bare-fetch.ts'
import { epccShopper } from './epcc-shopper.ts'
import { googleAuthLibrary } from './google-auth-library.ts'
import { kyHook } from './ky-hook.ts'
import { meshy } from './meshy.ts'
import { moltin } from './moltin.ts'
import { msalNode } from './msal-node.ts'
import { oauth4webapi } from './oauth4webapi.ts'
import { octokit } from './octokit.ts'
import { openidClient } from './openid-client.ts'
import type { Peer } from './peer.ts'
import { simpleOAuth2 } from './simple-oauth2.ts'

/** What others publish, and what the platform has. */
export const others: readonly Peer[] = [
  googleAuthLibrary,
  azureCore,
  msalNode,
  openidClient,
  oauth4webapi,
  simpleOAuth2,
  badgateway,
  octokit,
  moltin,
  epccShopper,
  kyHook,
  bareFetch,
]

/** Ours first. */
export const peers: readonly Peer[] = [meshy, ...others]
