/** Style sheets are read by VitePress. */
declare module '*.css'
