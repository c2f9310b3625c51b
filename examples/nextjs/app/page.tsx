import Link from 'next/link'

export default function Home() {
  return (
    <>
      <h1>MeshyDB with Next.js</h1>
      <p>
        <Link href="/profile">Your profile</Link>
      </p>
    </>
  )
}
