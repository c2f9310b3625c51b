/** What the users of a published package get with it: nothing that asks more of them than to keep a notice. */
export const allowedAtRunTime: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]

/** What only works on this repository, and is given to nobody. */
export const allowedInDevelopment: readonly string[] = [
  ...allowedAtRunTime,
  'CC-BY-3.0',
  'CC-BY-4.0',
  'PSF-2.0',
  'Python-2.0',
  'WTFPL',
  'Zlib',
]

export interface Exception {
  /** A package's name; `*` stands for any platform. */
  readonly name: string
  readonly license: string
  readonly reason: string
}

/** Development dependencies that are used in spite of their licence, each with the reason why that is all right. */
export const exceptions: readonly Exception[] = [
  {
    name: 'lightningcss',
    license: 'MPL-2.0',
    reason: 'Part of vite, which runs the tests. It is used unchanged, and nothing of it is distributed.',
  },
  {
    name: 'lightningcss-*',
    license: 'MPL-2.0',
    reason: 'The binary of lightningcss for one platform, of which the same is true.',
  },
  {
    name: 'axe-core',
    license: 'MPL-2.0',
    reason: 'Looks for barriers in our pages, in tests. It is used unchanged, and nothing of it is distributed.',
  },
  {
    name: 'elkjs',
    license: 'EPL-2.0',
    reason: 'Part of what makes drawings of the documentation. It is used unchanged, and only its drawings are shown.',
  },
]
