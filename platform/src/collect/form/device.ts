// SPDX-License-Identifier: AGPL-3.0-or-later
// The class of device, read from the request and at once forgotten: what the browser says of itself is never kept.
import type { IncomingHttpHeaders } from 'node:http'
import type { Device } from '../intake/index.ts'

export function deviceOf(headers: IncomingHttpHeaders): Device {
  const agent = headers['user-agent'] ?? ''
  if (/iPad|Tablet|Android(?!.*Mobi)/i.test(agent)) return 'tablet'
  if (headers['sec-ch-ua-mobile'] === '?1' || /Mobi|iPhone/i.test(agent)) return 'phone'
  return /Windows NT|Macintosh|X11|CrOS/.test(agent) ? 'desktop' : 'unknown'
}
