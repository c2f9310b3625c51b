/** A body that is sent once, or for as often as it is replayable. */
export interface OutgoingBody {
  /** The body for one sending; `undefined` for none. */
  open(): RequestInit['body']
  /** `false`: it can be sent once only. A stream may be replayable at its start, and no more once it is long. */
  readonly replayable: boolean
  /** Says that it is not sent again and, after a failure, that nobody reads the rest. */
  release(failure?: unknown): void
}

type GivenBody = RequestInit['body'] | (() => RequestInit['body'])

/** A body as it is given to `fetch`, or a function that makes one for each sending. */
export function givenBody(body: GivenBody, replayable: boolean = !isStream(checkBody(body))): OutgoingBody {
  return body === undefined ? noBody : new Given(body, replayable)
}

class Given implements OutgoingBody {
  readonly #body: GivenBody
  readonly replayable: boolean

  constructor(body: GivenBody, replayable: boolean) {
    this.#body = body
    this.replayable = replayable
  }

  open(): RequestInit['body'] {
    return typeof this.#body === 'function' ? checkBody(this.#body()) : this.#body
  }

  release(): void {}
}

const noBody = new Given(undefined, true)

/** A body that can be read once only: a web stream and, in Node, anything that is iterated asynchronously. */
export function isStream(body: unknown): body is object {
  return typeof body === 'object' && body !== null && ('getReader' in body || Symbol.asyncIterator in body)
}

/**
 * Refuses a stream where its name would be sent instead, `[object ReadableStream]`, as Firefox does.
 *
 * @see https://developer.chrome.com/docs/capabilities/web-apis/fetch-streaming-requests#feature_detection
 */
export function checkBody<Body>(body: Body): Body {
  if (!isStream(body)) return body
  const refuse = (): never => {
    throw new TypeError('@auth/core: a stream cannot be sent here: pass a Blob, a buffer or a text')
  }
  // An empty one of its kind: a Request would lock the stream itself.
  const sample = 'getReader' in body ? new ReadableStream() : { async *[Symbol.asyncIterator]() {} }
  const init: object = { method: 'POST', body: sample, duplex: 'half' }
  if (new Request('https://empty.invalid', init).headers.has('content-type')) refuse()
  // node-fetch makes a text of a web stream, and of a generator.
  Reflect.defineProperty(body, 'toString', { value: refuse, configurable: true })
  return body
}
