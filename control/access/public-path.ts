// Where the house stands below a public address such as https://example.com/changming/: a proxy may take the path away, or not.

/** `/changming/`; `/` where there is none. */
export function publicPathOf(publicUrl: string | undefined): string {
  const path = URL.parse(publicUrl ?? '')?.pathname ?? '/'
  return path.endsWith('/') ? path : `${path}/`
}

/** A request's url as this house knows it; `redirect` where only the last slash is missing. */
export function withoutPublicPath(
  url: string,
  publicPath: string,
): { readonly url: string } | { readonly redirect: string } {
  if (publicPath === '/') return { url }
  if (url.startsWith(publicPath)) return { url: url.slice(publicPath.length - 1) }
  const bare = publicPath.slice(0, -1)
  if (url === bare || url.startsWith(`${bare}?`)) return { redirect: publicPath + url.slice(bare.length) } // the pages' relative addresses need the slash
  return { url }
}
