// SPDX-License-Identifier: AGPL-3.0-or-later
// How answers to one question are spread. A shape is tilted (each category multiplied by e^(θ·position)) until its mean is
// the wanted one: the form stays, the level moves, and the true mean is known exactly.
import shapeFile from './shapes.json' with { type: 'json' }

export type ShapeName = keyof typeof shapeFile
export const shapes: Readonly<Record<ShapeName, readonly number[]>> = shapeFile
export const shapeNames = Object.keys(shapeFile) as ShapeName[]

/** The mean of a distribution over categories from worst to best, in points from 0 to 100. */
export function meanOf(probabilities: readonly number[]): number {
  const last = probabilities.length - 1
  return probabilities.reduce((sum, p, index) => sum + p * index, 0) * (100 / last)
}

/** @param mean wanted, in points; kept between 1 and 99, because no tilt reaches the ends. */
export function tilted(shape: readonly number[], mean: number): number[] {
  const wanted = Math.min(99, Math.max(1, mean))
  let [low, high] = [-12, 12]
  let tried = [...shape]
  for (let step = 0; step < 48; step++) {
    const theta = (low + high) / 2
    tried = tilt(shape, theta)
    if (meanOf(tried) < wanted) low = theta
    else high = theta
  }
  return tried
}

function tilt(shape: readonly number[], theta: number): number[] {
  const weights = shape.map((p, index) => p * Math.exp(theta * index))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
