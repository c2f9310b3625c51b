import { tabsOf } from './install.ts'
import type { Outlined } from './outline.ts'
import { introductionOf, sectionOf } from './sections-of.ts'
import { joinRow, splitRow } from './tables.ts'

/** The page that one arrives at. It is made of what READMEs say, whose examples are tested. */
export const landing: Outlined = { source: 'README.md', path: 'index' }

interface Provider {
  readonly name: string
  readonly folder: string
  readonly signsInWith: string
}

export function providersOf(readme: string): Provider[] {
  const rows = introductionOf(readme).match(/^\| \[`@auth\/.+$/gm) ?? []
  return rows.map((row) => {
    const [link = '', name = '', signsInWith = ''] = splitRow(row)
    return { name: name.replace(' Commerce Cloud', ''), folder: /@auth\/([\w-]+)/.exec(link)?.[1] ?? '', signsInWith }
  })
}

const firstExample = /^```ts\n[\s\S]*?^```$/m

/** The same few lines for each provider, as the README of its package has them. */
function examplesOf(providers: readonly Provider[], read: (path: string) => string): string {
  const tabs = providers.map(({ name, folder }) => {
    const example = firstExample.exec(read(`packages/${folder}/README.md`))?.[0] ?? ''
    return example.replace('```ts', `\`\`\`ts [${name}]`)
  })
  return `::: code-group\n\n${tabs.join('\n\n')}\n\n:::`
}

function cardOf({ name, folder, signsInWith }: Provider): string {
  return `<a class="card" href="./providers/${folder}.html"><strong>${name}</strong><code>@auth/${folder}</code><span>${signsInWith}</span></a>`
}

/** Only what these packages do: the others have a page. */
function comparisonOf(readme: string): string {
  const table = /<!-- bench:behaviour -->\n\n([\s\S]*?)\n\n<!--/.exec(readme)?.[1] ?? ''
  const rows = table.split('\n').slice(2).map(splitRow)
  const head = [joinRow(['When this happens', 'these packages']), joinRow(['---', '---'])]
  return [...head, ...rows.map(([situation = '', ours = '']) => joinRow([situation, ours]))].join('\n')
}

const tagline =
  'Small packages for TypeScript and JavaScript that sign in, keep the token fresh, attach it to your requests, and turn every failure into a typed error.'

export function writeLanding(readme: string, read: (path: string) => string): string {
  const providers = providersOf(readme)
  const lateRejection = sectionOf(read('docs/guides/how-it-works.md'), '## A late 401')
  return `<div class="landing vp-doc">
<header class="hero">
<div class="hero-words">

# ${/^# (.+)$/m.exec(readme)?.[1]}

<p class="tagline">${tagline}</p>

${tabsOf(['npm install @auth/meshy'])}

First [map the scope \`@auth\` to your registry](docs/registry.md). Node, Deno, Bun, Cloudflare Workers and browsers.

<p class="actions"><a class="action main" href="./start/">Start</a><a class="action" href="./providers/">Providers</a><a class="action" href="${tryIt}">Try it without an account</a></p>

</div>
<div class="hero-code">

${examplesOf(providers, read)}

\`fetch\` is the platform’s own, with the token: it signs in when it has to, renews ahead of expiry, and sends a request again when the API rejects the token.

</div>
</header>

## Choose your provider

<div class="cards">${providers.map(cardOf).join('')}</div>

## What you no longer write

${/What this takes care of:\n\n([\s\S]*?)\n\n(?!- )/.exec(introductionOf(readme))?.[1]}

## What that means in numbers

<div class="beside">
<div>

${comparisonOf(readme)}

Counted on one server. [What other libraries do there, and what they cost](docs/benchmarks.md), with the rows in which these packages lose.

</div>
<div>

${/^```mermaid[\s\S]*?^```$/m.exec(lateRejection)?.[0]}

Ten late 401s for one token are one renewal. [How it works](docs/guides/how-it-works.md).

</div>
</div>
</div>
`
}

const tryIt = './providers/#try-it'
