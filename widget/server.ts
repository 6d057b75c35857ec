// SPDX-License-Identifier: BSD-3-Clause
// Where Ascolto is: where this script came from.

const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"],script[src*="/widget/"]')

/** Without a slash at the end. */
export const server = ((script as HTMLScriptElement | null)?.src ?? '').replace(/\/widget(\/[^/]*)?\.js.*$/, '')

export const pageOf = (code: string): string => `${server}/v/${encodeURIComponent(code)}`

/** Without cookies and without the address of this page. @throws the status of a reply that is not good. */
export async function ask(url: string, body?: string): Promise<unknown> {
  const reply = await fetch(url, { ...plain, ...(body !== undefined && { method: 'POST', body }) })
  // Read in any case: a reply left lying keeps its connection busy.
  const text = await reply.text()
  if (!reply.ok) throw reply.status
  return JSON.parse(text)
}

export const plain: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer' }
