// Each package's build begins with this: the compiler leaves what it wrote of sources that are gone, and turbo keeps it.
import { rm } from 'node:fs/promises'

await rm('dist', { recursive: true, force: true })
