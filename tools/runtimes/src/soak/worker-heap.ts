import type { Miniflare } from 'miniflare'

interface Reply {
  readonly id?: number
  readonly result?: { readonly usedSize?: number }
}

export interface WorkerHeap extends AsyncDisposable {
  /** What it holds once it was collected. */
  bytes(): Promise<number>
}

/** Looks into the heap of the one Worker, by the protocol of its inspector. */
export async function openWorkerHeap(miniflare: Miniflare): Promise<WorkerHeap> {
  const { host } = await miniflare.getInspectorURL()
  const targets: ReadonlyArray<{ id: string; webSocketDebuggerUrl: string }> = await (
    await fetch(`http://${host}/json`)
  ).json()
  const socket = new WebSocket(targets.find(({ id }) => id.startsWith('core:user'))?.webSocketDebuggerUrl ?? '')
  const replies = new Map<number, (reply: Reply) => void>()
  socket.addEventListener('message', ({ data }) => {
    const reply: Reply = JSON.parse(String(data))
    if (reply.id !== undefined) replies.get(reply.id)?.(reply)
  })
  await new Promise<unknown>((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('the inspector of workerd does not answer')))
  })
  let last = 0
  const call = (method: string): Promise<Reply> => {
    const id = ++last
    socket.send(JSON.stringify({ id, method }))
    return new Promise((resolve) => replies.set(id, resolve))
  }
  return {
    async bytes() {
      // A snapshot begins with a collection; `HeapProfiler.collectGarbage` is not answered.
      await call('HeapProfiler.takeHeapSnapshot')
      return (await call('Runtime.getHeapUsage')).result?.usedSize ?? Number.NaN
    },
    async [Symbol.asyncDispose]() {
      socket.close()
    },
  }
}
