// #region
// In a file of this name: what `package.json` says is not for packages in `node_modules`.
module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }]] }
// #endregion
