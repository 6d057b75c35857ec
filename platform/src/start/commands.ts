// SPDX-License-Identifier: AGPL-3.0-or-later
// Every command of ./ascolto, in the order the help shows them. The developers' tools are brought in only when they are
// called: an installation that just runs the platform does not have their packages.
import type { Command } from '../base/command.ts'
import { accountCommands, bodiesCommands } from '../bodies/index.ts'
import { collectCommands } from '../collect/index.ts'
import { worldCommand } from '../../../worlds/index.ts'
import { developerCommands } from './developers.ts'
import { doctor } from './doctor.ts'
import { start } from './start.ts'
import { worker } from './worker.ts'

export const commands: readonly Command[] = [
  start,
  worker,
  ...bodiesCommands,
  ...accountCommands,
  ...collectCommands,
  worldCommand,
  doctor,
  ...developerCommands,
]
