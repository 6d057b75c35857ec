// SPDX-License-Identifier: AGPL-3.0-or-later
// How Chromium is started: it calls nobody and asks nothing.
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
