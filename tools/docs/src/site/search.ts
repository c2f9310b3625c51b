import type { DefaultTheme } from 'vitepress'

/** The index is part of the site: nobody else is asked. */
export const searchOptions: DefaultTheme.LocalSearchOptions = {
  detailedView: true,
  miniSearch: {
    searchOptions: {
      combineWith: 'AND',
      // What people read comes before what is generated.
      boostDocument: (id: string) => (/\/reference\//.test(id) ? 0.3 : 1),
    },
  },
}
