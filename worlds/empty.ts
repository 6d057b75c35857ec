// SPDX-License-Identifier: AGPL-3.0-or-later
// The world with nothing in it: an installation made ready and left alone.
import type { World } from './world.ts'

export const empty: World = {
  name: 'empty',
  summary: 'niente: solo il database pronto',
  mayBeAdded: true,
  fill: async () => {},
}
