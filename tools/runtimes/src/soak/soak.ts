export async function soak(_names: readonly string[]): Promise<void> {}
