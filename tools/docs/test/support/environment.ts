// What the guides' modules read when they are loaded: import this before them.
Object.assign(process.env, {
  MESHY_ACCOUNT_NAME: 'demo',
  MESHY_PUBLIC_KEY: 'pk_demo',
  MESHY_USERNAME: 'ada',
  MESHY_PASSWORD: 'ada-password',
})
