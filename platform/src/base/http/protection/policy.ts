// SPDX-License-Identifier: AGPL-3.0-or-later
// Headers of every reply. The default policy allows nothing; a page names what it needs, never more.

export interface PolicyOptions {
  /** Origins of pages that may show this one in a frame; none when absent. */
  frameAncestors?: readonly string[]
  /** Own style files, fonts and pictures (observatory and workspace). */
  assets?: boolean
  /** Own script files. */
  scripts?: boolean
}

/** Kept short: every reply carries them. */
export const fixedHeaders = {
  // What is no page has nothing to load and nothing to be shown in; a page has a policy of its own.
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'browsing-topics=(), camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
} as const

export function contentSecurityPolicy(nonce: string, options: PolicyOptions = {}): string {
  const own = options.assets ? " 'self'" : ''
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'${own}`,
    `script-src 'nonce-${nonce}'${options.scripts ? " 'self'" : ''}`,
    `img-src data:${own}`,
    // No page of ours needs it without script; site checkers read robots.txt from within the page.
    "connect-src 'self'",
    ...(options.assets ? ["font-src 'self'"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${options.frameAncestors?.length ? options.frameAncestors.join(' ') : "'none'"}`,
    "require-trusted-types-for 'script'",
  ].join('; ')
}
