// SPDX-License-Identifier: AGPL-3.0-or-later
// collect: IN. Answers come in by the respondent's pages, by the widget on pages of bodies, by the API and from other tools;
// all of them through intake.
import type { Command } from '../base/command.ts'
import type { App } from '../base/http/index.ts'
import type { Context } from '../base/context.ts'
import { apiRoutes } from './api/routes.ts'
import { compatibilityCommands } from './compatibility/commands.ts'
import { compatibilityRoutes } from './compatibility/routes.ts'
import { codesKey } from './codes/index.ts'
import { createCounters } from './counters/index.ts'
import { createGate } from './gate/index.ts'
import { createDoor } from './form/door.ts'
import { formRoutes } from './form/routes.ts'
import { importCommands } from './imports/commands.ts'
import { createIntake } from './intake/index.ts'
import { takeSheet, type Sheet, type SheetTaken } from './paper/take-sheet.ts'
import { totalsRoutes } from './totals/index.ts'
import { widgetCommands } from './widget/commands.ts'
import { widgetRoutes } from './widget/routes.ts'

export const collectCommands: readonly Command[] = [...importCommands, ...compatibilityCommands, ...widgetCommands]
export { importAnswers } from './imports/import-answers.ts'
export { importCounts, type CountsReport } from './imports/import-counts.ts'
export { firstItems, laterItems } from './form/screens.ts'
export { inSections } from './form/views/sections.ts'
export { previewPage, type Preview } from './form/views/preview-page.ts'
export { isLanguage } from './form/words.ts'
export { marksOf, type Mark } from './paper/marks.ts'
export { sheetVersion, type Sheet, type SheetTaken } from './paper/take-sheet.ts'
export type { TypedProblem } from './paper/read-typed.ts'
export { nameOf } from './subject.ts'
export {
  codeLimits,
  invitationChannels,
  invitationPath,
  issueCodes,
  listBatches,
  revokeCodes,
  type CodeBatch,
} from './codes/index.ts'
export { collectJobs } from './jobs.ts'
export { listTrials, trialPath, type Trial } from './trial.ts'
export {
  isContradictory,
  largestCount,
  listMonths,
  monthsBack,
  periodOf,
  setTotals,
  type StoredTotal,
  type Told,
} from './totals/index.ts'
export { heldReasons, type HeldReason } from './intake/index.ts'
export * from './quarantine/index.ts'
export * from './sdg/index.ts'
export { countWaiting, createIntake, type Intake, type Outcome, type Submission } from './intake/index.ts'

export interface Collect {
  /** Takes an answer that was given on paper. */
  takeSheet(sheet: Sheet): Promise<SheetTaken>
  /** Writes the counts gathered so far. */
  flush(): Promise<void>
  /** Commits every answer that waits and writes the last counts. */
  close(): Promise<void>
}

/** Puts the ways in on the server. */
export async function startCollect(app: App, context: Context, patience?: number): Promise<Collect> {
  // Read now, so that codes can be told apart while the database is away.
  await codesKey(context)
  const intake = await createIntake(context, patience)
  const gate = await createGate(context, () => intake.state())
  const counters = createCounters(context)
  const door = createDoor({ context, intake, gate, counters })
  apiRoutes(app, door)
  totalsRoutes(app, context)
  formRoutes(app, door)
  widgetRoutes(app, door)
  compatibilityRoutes(app, door)
  return {
    takeSheet: (sheet) => takeSheet({ context, intake, counters }, sheet),
    flush: () => counters.flush(),
    async close() {
      await intake.close()
      await counters.close()
    },
  }
}
