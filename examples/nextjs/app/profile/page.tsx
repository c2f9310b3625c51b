import { redirect } from 'next/navigation'
import { Suspense } from 'react'
import { readProfile } from '@/lib/read-profile'
import { signOut } from '../actions'

export default function ProfilePage() {
  return (
    <>
      <Suspense fallback={<h1>Hello</h1>}>
        <Greeting />
      </Suspense>
      <form action={signOut}>
        <button type="submit">Sign out</button>
      </form>
    </>
  )
}

// Below Suspense: the rest of the page is the same for everybody, and is sent at once.
async function Greeting() {
  const user = await readProfile()
  if (!user) redirect('/sign-in')
  return <h1>Hello, {user.username}</h1>
}
