import type { Child } from 'hono/jsx'

function Page({ children }: { children: Child }) {
  return (
    <html lang="en">
      <head>
        <title>Sign in to MeshyDB</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>
          {':root { color-scheme: light dark; font: 18px/1.5 system-ui; max-width: 24rem; margin: 3rem auto }'}
        </style>
      </head>
      <body>{children}</body>
    </html>
  )
}

export function SignIn({ username, message }: { username?: string; message?: string }) {
  return (
    <Page>
      <h1>Sign in</h1>
      <form method="post" action="/sign-in">
        <p>
          <label>
            Username <input name="username" autocomplete="username" value={username} />
          </label>
        </p>
        <p>
          <label>
            Password <input name="password" type="password" autocomplete="current-password" />
          </label>
        </p>
        <button type="submit">Sign in</button>
        <p role="alert">{message}</p>
      </form>
    </Page>
  )
}

export function Profile({ username }: { username: string }) {
  return (
    <Page>
      <h1>Hello, {username}</h1>
      <form method="post" action="/sign-out">
        <button type="submit">Sign out</button>
      </form>
    </Page>
  )
}
