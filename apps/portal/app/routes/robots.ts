export const loader = () =>
  new Response('User-agent: *\nDisallow: /ticket/\nDisallow: /track\nDisallow: /language\n', {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' },
  })
