import type { Child } from 'hono/jsx'

const css = `
  :root { font: 18px / 1.5 system-ui, sans-serif; color-scheme: light dark; }
  body { max-width: 24rem; margin: 3rem auto; padding: 0 1rem; }
  label { display: block; margin-bottom: 1rem; }
  input { display: block; box-sizing: border-box; width: 100%; padding: 0.5rem; font: inherit; }
  button { padding: 0.5rem 1rem; font: inherit; }
`

function Page({ children }: { children: Child }) {
  return (
    <html lang="en">
      <head>
        <title>Sign in to MeshyDB</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <style>{css}</style>
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
        <label>
          Username <input name="username" autocomplete="username" value={username} />
        </label>
        <label>
          Password <input name="password" type="password" autocomplete="current-password" />
        </label>
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
