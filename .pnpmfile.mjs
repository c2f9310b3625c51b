/** What is packed is for users: nothing in it about how the package is developed. */
function beforePacking(manifest) {
  const { devDependencies: _, scripts: __, ...published } = manifest
  return published
}

export const hooks = { beforePacking }
