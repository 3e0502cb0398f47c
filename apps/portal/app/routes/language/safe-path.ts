/** A path on this site and nothing else; whatever could lead elsewhere becomes the first page. */
export function safePath(path: string): string {
  const base = 'http://portal.invalid'
  if (!path.startsWith('/') || !URL.canParse(path, base)) return '/'
  const url = new URL(path, base)
  // A path that begins with two slashes is another host to a browser.
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}
