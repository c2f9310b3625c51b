// #region
const { createMeshyAuth } = require('@auth/meshy')

const auth = createMeshyAuth({ accountName: 'my-account', publicKey: 'pk_6f1d2a' })
console.log(auth.status)
// #endregion
