// SPDX-License-Identifier: AGPL-3.0-or-later
// MEANING: answers become counts, counts become estimates. The only stage that reads the cube.
export { fold } from './fold/fold.ts'
export { rebuild } from './fold/rebuild.ts'
export { checksum } from './fold/checksum.ts'
export { estimateJobs } from './jobs.ts'
export { writeCells, type CubeCell } from './write-cells.ts'
export { countReceived, type Received } from './measures/count-received.ts'
export * from './measures/measure-coverage.ts'
export { measureHeld, type HeldFigures } from './measures/measure-held.ts'
export { measureOwnQuestions, type OwnQuestion } from './measures/measure-own-questions.ts'
export { measureService } from './measures/measure-service.ts'
export type {
  Distribution,
  Measures,
  MeasuredService,
  MonthPoint,
  QuestionFigure,
  ResponseCounts,
  Responses,
  SourceFigures,
  WeekPoint,
} from './measures/figures.ts'
