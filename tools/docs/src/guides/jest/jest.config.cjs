// #region
module.exports = {
  // What is not matched is transformed: these packages, and ky. pnpm keeps packages in `.pnpm`.
  transformIgnorePatterns: ['/node_modules/(?!(?:\\.pnpm|@auth|ky)/)'],
}
// #endregion
