// SPDX-License-Identifier: AGPL-3.0-or-later
// From the counts of one question to its Estimate, by the level of its scale. Below the threshold the Estimate holds no
// value (libraries/statistics); a distribution is then not there at all.
import type { DocumentItem } from '@ascolto/questionnaire'
import {
  method,
  promoterEstimate,
  scoreEstimate,
  shareEstimate,
  topBox,
  type About,
  type Estimate,
  type Flag,
  type ScaleLevel,
} from '@ascolto/statistics'
import type { CubeRow } from '../queries/read-cube.ts'
import type { Distribution, QuestionFigure } from './figures.ts'
import { countSegment, type Line, type Segment } from './lines.ts'

/** What is the same for every question of a table: all of `About` but the versions, which depend on the question. */
export type Subject = Omit<About, 'model'>

/**
 * The question in its last segment.
 * @param fallback level of a scale that has none of its own (yes/no): ours when it is our question, else the source's.
 */
export function estimateLine(
  line: Line,
  rows: readonly CubeRow[],
  subject: Subject,
  fallback: ScaleLevel = 'L0',
): Estimate | null {
  const segment = line.at(-1)
  if (segment === undefined) return null
  const earlier = line.slice(0, -1).flatMap(({ versions }) => versions.map(({ id }) => id))
  const broken = rows.some(({ versionId }) => earlier.includes(versionId))
  return estimateSegment(segment, rows, broken ? flagged(subject, 'rottura di serie') : subject, fallback)
}

export function estimateSegment(
  segment: Segment,
  rows: readonly CubeRow[],
  subject: Subject,
  fallback: ScaleLevel = 'L0',
): Estimate {
  const { scale } = segment.item
  const counts = countSegment(segment, rows)
  const about = { ...subject, model: segment.versions.map(({ hash }) => hash) }
  const level = scale.level ?? fallback
  if (level === 'L3') return promoterEstimate(counts, about)
  return scoreEstimate({ counts, level, scale: scale.id }, about)
}

export function flagged(subject: Subject, flag: Flag): Subject {
  return { ...subject, flags: [...(subject.flags ?? []), flag] }
}

/** The question of an item as a figure; null when the last version no longer asks it. */
export function questionFigure(item: DocumentItem, estimate: Estimate | null): QuestionFigure | null {
  if (estimate === null) return null
  const { id, dimension, wording, scale } = item
  return { item: id, dimension, wording: wording.it, scale: scale.id, estimate }
}

/** Share of the upper categories; null for scales whose upper part the method does not define. */
export function satisfiedShare(line: Line, rows: readonly CubeRow[], subject: Subject): Estimate | null {
  const segment = line.at(-1)
  if (segment === undefined) return null
  const counts = countSegment(segment, rows)
  const top = topBox(counts)
  if (top === null || segment.item.scale.level === 'L3') return null
  return shareEstimate(top.satisfied, top.n, {
    ...subject,
    model: segment.versions.map(({ hash }) => hash),
  })
}

export function distributionOf(line: Line, rows: readonly CubeRow[], stream: Subject['stream']): Distribution | null {
  const segment = line.at(-1)
  if (segment === undefined) return null
  const { item } = segment
  const fromWorst = countSegment(segment, rows)
  if (fromWorst.reduce((sum, count) => sum + count, 0) < method.notShownBelow) return null
  const codes = item.scale.codes.toSorted((a, b) => a.code - b.code)
  return {
    item: item.id,
    stream,
    codes: codes.map(({ code }) => code),
    // The words of stars are an instruction to whoever answers; here they are a result.
    labels: codes.map(({ code, label }) =>
      item.scale.kind === 'stars' ? (code === 1 ? '1 stella' : `${code} stelle`) : label.it,
    ),
    counts: item.scale.polarity === 1 ? fromWorst : fromWorst.toReversed(),
  }
}
