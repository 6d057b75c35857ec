// SPDX-License-Identifier: AGPL-3.0-or-later
// Named worlds to start from or to measure with.
import { worldCommandOf } from './command.ts'
import { empty } from './empty.ts'
import { nation } from './nation/index.ts'
import { pilot } from './pilot/index.ts'
import type { World } from './world.ts'

export { fillWorld, isNew } from './fill-world.ts'
export type { World } from './world.ts'

export const worlds: readonly World[] = [empty, pilot, nation]
export const worldCommand = worldCommandOf(worlds)
