/**
 * What is packed is for users: nothing in it about how the package is developed. It names the registry that it is for:
 * `npm publish x.tgz` runs no script that could ask, but reads this. Packed for anything but a release, it is for none.
 */
function beforePacking(manifest) {
  const { devDependencies: _, scripts: __, ...published } = manifest
  const registry = process.env.AUTH_REGISTRY ?? 'https://pack-with-release-pack.invalid/'
  return { ...published, publishConfig: { ...published.publishConfig, '@auth:registry': registry } }
}

export const hooks = { beforePacking }
