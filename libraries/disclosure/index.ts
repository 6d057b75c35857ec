// SPDX-License-Identifier: AGPL-3.0-or-later
// What may be published of a cube, and whether it can be undone. Pure: rows and equations in, patterns and verdicts out; the
// solver of linear programs is passed in. Runs in a browser.
export { rules, type Rules } from './method/rules.ts'

// Tables: cells, and the equations everybody knows.
export { checkTable, linkTables, type Equation, type Table } from './table/table.ts'
export { cellOf, codesOf, cube, type Crossing, type Dimension, type Split } from './table/cube.ts'
export { timeDimension } from './table/time.ts'
export type { Refusal, RefusalReason } from './table/refusal.ts'

// The suppressor.
export { findSensitive, isProtected, sensitivity, type Cause, type Row } from './suppression/threshold.ts'
export { suppress, type SuppressOptions, type Suppression } from './suppression/suppress.ts'

// The attack, and the auditor that judges what it finds.
export {
  highsSolver,
  loadSolver,
  type Extreme,
  type OpenProgram,
  type Program,
  type Solver,
} from './attack/linear-program.ts'
export {
  roundedCount,
  roundedMean,
  roundedShare,
  type Bounds,
  type Publication,
  type Relation,
} from './attack/publication.ts'
export { attack, cellTarget, type AttackOptions, type Found, type Target } from './attack/attack.ts'
export { audit, widthFor, type Audit, type AuditOptions, type Finding, type Verdict } from './attack/audit.ts'
export { auditRows, type PublishedRows } from './attack/audit-rows.ts'

// All together, edition after edition.
export { protect, type Protection, type ProtectOptions } from './edition/protect.ts'
export { chooseRepairs } from './edition/repair.ts'
export {
  carryOver,
  holdStill,
  moveOf,
  smallMoves,
  type CarriedOver,
  type Edition,
  type HeldStill,
} from './edition/stability.ts'
export { notPublished, report, type Report } from './edition/report.ts'
