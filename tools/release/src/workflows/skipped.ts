/** Scripts of workflows that are not run in order to try the workflows, each with the reason. */
export const skippedScripts: Readonly<Record<string, string>> = {
  'bash .ci/run': 'this is what runs them',
  'npx -y pnpm@12.21.0 mutation "$PACKAGE"': 'it takes hours; nothing is published by it',
}
