import sanitizeHtml from 'sanitize-html'

const safeImage = /^(?:cid:[^\s"'<>]{1,250}|data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+)$/i
const safeLink = /^(?:https?:\/\/|mailto:|tel:)/i

const tags =
  'a b blockquote br caption center code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre ' +
  's small span strong sub sup table tbody td tfoot th thead tr u ul'

function kept(attributes: sanitizeHtml.Attributes, names: readonly string[]): sanitizeHtml.Attributes {
  return Object.fromEntries(names.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]])))
}

const options: sanitizeHtml.IOptions = {
  allowedTags: tags.split(' '),
  allowedAttributes: {
    a: ['href', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data'] },
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'svg',
    'math',
    'iframe',
    'object',
    'template',
  ],
  nestingLimit: 100,
  transformTags: {
    a: (tagName, attributes) => {
      const href = (attributes.href ?? '').trim()
      const attribs: sanitizeHtml.Attributes = { href, target: '_blank', rel: 'noopener noreferrer nofollow' }
      return { tagName, attribs: safeLink.test(href) ? attribs : {} }
    },
    // A remote picture tells its sender when the mail was read; only what came along is shown.
    img: (tagName, attributes) => {
      const names = safeImage.test(attributes.src ?? '') ? ['src', 'alt', 'width', 'height'] : ['alt']
      return { tagName, attribs: kept(attributes, names) }
    },
  },
}

const maxTags = 20_000

/** What stands where a text or a page was cut. */
export const cutMark = '[…]'

/** The beginning of a page that is too long, or of absurdly many tags, whose nesting costs the sanitiser quadratic time. */
function beginning(html: string, maxChars: number): string {
  let end = 0
  for (let count = 0; count < maxTags; count++) {
    const next = html.indexOf('<', end + 1)
    if (next < 0) {
      end = html.length
      break
    }
    end = next
  }
  const kept = Math.min(end, maxChars)
  return kept >= html.length ? html : `${html.slice(0, kept)}<p>${cutMark}</p>`
}

/** HTML that is safe to show: no scripts, styles, forms or remote content; null when nothing visible is left. */
export function sanitiseMailHtml(html: string, maxChars = Number.POSITIVE_INFINITY): string | null {
  const clean = sanitizeHtml(beginning(html, maxChars), options).trim()
  return /<img\b|<hr\b/.test(clean) || htmlToText(clean).trim() !== '' ? clean : null
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/** Plain text of sanitised HTML (see `sanitiseMailHtml`), with its paragraphs, rows and list items on lines of their own. */
export function htmlToText(cleanHtml: string): string {
  return cleanHtml
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/<li>/g, '\n- ')
    .replace(/<\/(?:td|th)>/g, ' ')
    .replace(/<br[^>]*>|<hr[^>]*>|<\/?(?:div|tr|table|ul|ol|dl|dt|dd|caption|center)>/g, '\n')
    .replace(/<\/?(?:p|h[1-6]|blockquote|pre)>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity)
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Plain text as HTML that looks the same. */
export function textToHtml(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? '&quot;')
  const paragraphs = escaped.replace(/\r\n?/g, '\n').split(/\n{2,}/)
  return paragraphs.map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`).join('\n')
}
