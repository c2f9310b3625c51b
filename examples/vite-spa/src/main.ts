import { isAuthError } from '@auth/core'
import { auth } from './auth.ts'
import { messageFor } from './messages.ts'

const form = find('sign-in', HTMLFormElement)
const profile = find('profile', HTMLElement)
const message = find('message', HTMLElement)

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const fields = new FormData(form)
  run(async () => {
    await auth.signIn({ username: String(fields.get('username')), password: String(fields.get('password')) })
    form.reset()
  })
})
find('sign-out', HTMLButtonElement).addEventListener('click', () => run(() => auth.signOut()))
find('reload', HTMLButtonElement).addEventListener('click', () => run(async () => {}))
// Another tab may have signed in or out.
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && run(async () => {}))
run(async () => {})

/** Does something, and shows what is the case then. */
async function run(action: () => Promise<unknown>): Promise<void> {
  message.textContent = ''
  try {
    await action()
    await showUser()
  } catch (error) {
    if (isAuthError(error, 'reauth_required')) showForm()
    else message.textContent = messageFor(error)
  }
}

async function showUser(): Promise<void> {
  const response = await auth.fetch('/users/me')
  if (!response.ok) throw new Error(`MeshyDB answers with ${response.status}`)
  const user: { username: string } = await response.json()
  find('name', HTMLElement).textContent = user.username
  form.hidden = true
  profile.hidden = false
}

function showForm(): void {
  form.hidden = false
  profile.hidden = true
}

function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id)
  if (!(element instanceof kind)) throw new Error(`the page has no ${id}`)
  return element
}
