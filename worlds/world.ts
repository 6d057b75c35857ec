// SPDX-License-Identifier: AGPL-3.0-or-later
// What a world is: a named way to fill an installation with demonstration data. Everything it makes is marked demo, and
// the screens say so.
import type { CommandIo, CommandOption } from '../platform/src/base/command.ts'
import type { Context } from '../platform/src/base/context.ts'

export type WorldOptions = Readonly<Record<string, string | boolean | undefined>>

export interface World {
  readonly name: string
  readonly summary: string
  readonly options?: Readonly<Record<string, CommandOption>>
  /** Whether it may be added to an installation that has bodies already: it then adds nothing. */
  readonly mayBeAdded?: boolean
  /** @throws CommandError when an option makes no sense; asked before anything is opened. */
  check?(options: WorldOptions): void
  fill(context: Context, io: CommandIo, options: WorldOptions): Promise<void>
}
