/** Whether a host name, or an address in or out of brackets, is of this machine alone. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(hostname)
}
