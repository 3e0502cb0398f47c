export type HttpAnswer<T = unknown> = {
  status: number
  headers: Headers
  text: string
  /** The parsed body when it is JSON (also problem details), else undefined. */
  json: T
}

export type RequestOptions = {
  headers?: Record<string, string>
  /** Sent as JSON. */
  json?: unknown
  /** Sent as an HTML form. */
  form?: Record<string, string>
  body?: BodyInit
}

export type HttpClient = {
  request: <T = unknown>(method: string, path: string, options?: RequestOptions) => Promise<HttpAnswer<T>>
  get: <T = unknown>(path: string, options?: RequestOptions) => Promise<HttpAnswer<T>>
  post: <T = unknown>(path: string, options?: RequestOptions) => Promise<HttpAnswer<T>>
  put: <T = unknown>(path: string, options?: RequestOptions) => Promise<HttpAnswer<T>>
  patch: <T = unknown>(path: string, options?: RequestOptions) => Promise<HttpAnswer<T>>
  delete: <T = unknown>(path: string, options?: RequestOptions) => Promise<HttpAnswer<T>>
  cookies: Map<string, string>
}

/** A client that keeps cookies, does not follow redirects, and sends the Origin that a browser on the page would. */
export function httpClient(baseUrl: string, defaults: { headers?: Record<string, string> } = {}): HttpClient {
  const cookies = new Map<string, string>()
  const request: HttpClient['request'] = async <T>(method: string, path: string, options: RequestOptions = {}) => {
    const headers = new Headers({ origin: new URL(baseUrl).origin, ...defaults.headers, ...options.headers })
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    if (options.json !== undefined) headers.set('content-type', headers.get('content-type') ?? 'application/json')
    const response = await fetch(new URL(path, baseUrl), { method, headers, body: bodyOf(options), redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) keepCookie(cookies, cookie)
    const text = await response.text()
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson && text ? JSON.parse(text) : undefined) as T,
    }
  }
  return {
    request,
    get: (path, options) => request('GET', path, options),
    post: (path, options) => request('POST', path, options),
    put: (path, options) => request('PUT', path, options),
    patch: (path, options) => request('PATCH', path, options),
    delete: (path, options) => request('DELETE', path, options),
    cookies,
  }
}

function bodyOf({ json, form, body }: RequestOptions): BodyInit | undefined {
  if (json !== undefined) return JSON.stringify(json)
  return form ? new URLSearchParams(form) : body
}

function keepCookie(cookies: Map<string, string>, cookie: string): void {
  const [pair = '', ...attributes] = cookie.split(';')
  const at = pair.indexOf('=')
  const name = pair.slice(0, at).trim()
  const isGone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute)) || pair.slice(at + 1) === ''
  if (isGone) cookies.delete(name)
  else cookies.set(name, pair.slice(at + 1))
}
