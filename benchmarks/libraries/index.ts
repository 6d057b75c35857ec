// SPDX-License-Identifier: AGPL-3.0-or-later
// The libraries alone: no database, no server.
import type { CommandIo } from '../../platform/src/base/command.ts'
import type { Bench, Sizes } from '../bench.ts'
import type { Figure } from '../figures.ts'
import { disclosureFigures } from './disclosure.ts'
import { statisticsFigures } from './statistics.ts'
import { textFigures } from './text.ts'

export const libraries: Bench = {
  name: 'libraries',
  summary: 'metodi statistici, testi, riservatezza: velocità e crescita',
  run,
}

async function run({ services, texts }: Sizes, io: CommandIo): Promise<Figure[]> {
  io.progress('libraries: statistica')
  const statistics = statisticsFigures()
  io.progress('libraries: testi')
  const text = textFigures({ texts })
  io.progress('libraries: riservatezza')
  return [...statistics, ...text, ...(await disclosureFigures({ services, months: 24 }))]
}
