import { connect, createServer, type Socket } from 'node:net'

/** A port that leads to another, which can be changed: as an address that moves to another machine in a failover. */
export interface Switchboard extends AsyncDisposable {
  readonly port: number
  /** Cuts all connections, and leads new ones to another port; `undefined`: nowhere. */
  lead(to: number | undefined): void
}

export async function startSwitchboard(first: number): Promise<Switchboard> {
  let target: number | undefined = first
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  }
  const server = createServer((incoming) => {
    keep(incoming)
    if (target === undefined) {
      incoming.destroy()
      return
    }
    const outgoing = connect(target, '127.0.0.1')
    keep(outgoing)
    incoming.pipe(outgoing).pipe(incoming)
    incoming.on('close', () => outgoing.destroy())
    outgoing.on('close', () => incoming.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    lead(to) {
      target = to
      for (const socket of sockets) socket.destroy()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
