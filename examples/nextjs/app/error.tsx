'use client'

/** What a visitor sees of an error that nothing else has dealt with, such as an outage of the provider. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <>
      <h1>This did not work</h1>
      <button type="button" onClick={() => retry()}>
        Try again
      </button>
    </>
  )
}
