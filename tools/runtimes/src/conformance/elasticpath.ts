import { createElasticPathAuth } from '@auth/elasticpath'
import type { Subject } from './subject.ts'

export const subject: Subject = {
  name: 'elasticpath',
  secrets: ({ elasticpath }) => [elasticpath.username, elasticpath.password],
  resource: '/v2/accounts',
  tokenLifeMs: 86_400_000,
  // A rejected token does not renew itself: that is refused, and the member signs in.
  requestsToReplace: 2,
  create({ elasticpath }, { password = elasticpath.password, isService = true, ...shared }) {
    const { clientId, passwordProfileId, username } = elasticpath
    return createElasticPathAuth({
      ...shared,
      clientId,
      passwordProfileId,
      ...(isService && { credentials: { username, password } }),
    })
  },
}
