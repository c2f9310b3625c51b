import { connect, createServer, type Socket } from 'node:net'

/** A port that leads to another, which can be changed: as an address that moves to another machine in a failover. */
export interface Switchboard extends AsyncDisposable {
  readonly port: number
  /** How long what is sent is under way, there and back. */
  delayMs: number
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
  const forward = (from: Socket, to: Socket): void => {
    from.on('data', (data) => {
      if (board.delayMs === 0) to.write(data)
      else setTimeout(() => to.write(data), board.delayMs)
    })
  }
  const server = createServer((incoming) => {
    keep(incoming)
    if (target === undefined) {
      incoming.destroy()
      return
    }
    const outgoing = connect(target, '127.0.0.1')
    keep(outgoing)
    forward(incoming, outgoing)
    forward(outgoing, incoming)
    incoming.on('close', () => outgoing.destroy())
    outgoing.on('close', () => incoming.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const board: Switchboard = {
    delayMs: 0,
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
  return board
}
