/** How scripts of workflows end that are not run in order to try the workflows, each with the reason. */
export const skippedScripts: Readonly<Record<string, string>> = {
  'bash .ci/run': 'this is what runs them',
  'mutation "$PACKAGE"': 'it takes hours; nothing is published by it',
}
