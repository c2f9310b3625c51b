export async function writeFindings(): Promise<void> {}
