// SPDX-License-Identifier: AGPL-3.0-or-later
// How sure we are. Pure: counts in, Estimates out; no input, output, clock or chance; runs in a browser.
export { addedDeviation, method, type ScaleLevel } from './method/method.ts'

// Harmonisation: answers of other scales.
export { midpoint, pomp, type Bounds } from './harmonisation/pomp.ts'
export { linearEquating, momentsOf, type Equated, type Moments } from './harmonisation/linear-equating.ts'
export { equipercentile, percentileRanks, type Equipercentile } from './harmonisation/equipercentile.ts'
export { smoothOne, smoothTwo, type Smoothed, type SmoothedPair } from './harmonisation/log-linear.ts'
export { kernelEquating, type KernelEquating } from './harmonisation/kernel-equating.ts'
export { comonotone, type Comonotone } from './harmonisation/comonotone.ts'
export { boundaries, fitBeta, tenCuts, type FittedBeta } from './harmonisation/reference-distribution.ts'
export { conversionSpread, convertedVariance, differenceVariance } from './harmonisation/converted-variance.ts'
export { bridgeScores, type BridgeCounts, type BridgeScores } from './harmonisation/bridge-scores.ts'
export { bridgeFaults, type BridgeFault, type BridgeStudy } from './harmonisation/bridge-faults.ts'

// Composite indicators.
export { mpi, type Composite, type MpiOptions } from './composite/mpi.ts'
export { ampi, ampiUncertainty, stretch, type Ampi, type AmpiUncertainty, type Goalpost } from './composite/ampi.ts'
export { goalposts, type Reference } from './composite/goalposts.ts'
export { places, type Place } from './composite/places.ts'
export { levelMeans, type LevelMeans } from './composite/level-means.ts'

// Intervals.
export { scoreInterval, type ScoreInterval, type ScoreOptions } from './intervals/score-interval.ts'
export { correctedShare, type DoubleCoded } from './intervals/corrected-share.ts'
export { newcombe, wilson } from './intervals/wilson.ts'
export {
  adjustedNetPromoterScore,
  netPromoterScore,
  promoterDifference,
  promotionOf,
  type NetPromoterScore,
  type Promotion,
} from './intervals/net-promoter-score.ts'
export type { Interval, NotEstimable, Reason } from './intervals/not-estimable.ts'

// Samples drawn by design, and what self-selection does.
export { degreesOfFreedom, totalVariance, type Design } from './design/design.ts'
export {
  designInterval,
  designMean,
  designProportionInterval,
  designTotal,
  type DesignEstimate,
  type DesignMean,
} from './design/design-estimates.ts'
export { selection, type Selection } from './design/selection.ts'

// Weights.
export { effectiveSize, kishEffect } from './weighting/kish.ts'
export { postStratify, type Totals, type Weighted } from './weighting/post-stratify.ts'
export { rake, type Margin, type Raked } from './weighting/rake.ts'
export { collapse, type Collapsed, type CollapseOptions } from './weighting/collapse.ts'
export { weightAnswers, type MarginName, type WeightedAnswers, type WeightingPlan } from './weighting/weight-answers.ts'
export { calibrate, type CalibrationOptions, type Distance } from './weighting/calibrate.ts'
export { calibratedMean, calibratedTotal, indicators, type Calibrated } from './weighting/calibrated-variance.ts'

// Small services.
export { fayHerriot, type FayHerriot } from './small-areas/fay-herriot.ts'
export { betaBinomial, type BetaBinomial } from './small-areas/beta-binomial.ts'
export { jamesStein, normalBayes, type Shrunk } from './small-areas/normal-bayes.ts'
export { smoothedVariances, type SmoothedVariances } from './small-areas/smoothed-variances.ts'

// Many at once.
export { adjustP, type Adjustment } from './comparison/adjust-p.ts'
export { comparePeers, type PeerClass, type PeerClasses } from './comparison/compare-peers.ts'
export { rankCounts, rankEstimates, type Correction, type RankSets } from './comparison/rank-sets.ts'

// Through time.
export { deviations, overDispersion, type Points } from './trend/deviations.ts'
export { boardAlarms, type BoardAlarms } from './trend/board-alarms.ts'
export { ewma, ewmaFalls, type Chart, type EwmaOptions } from './trend/ewma.ts'
export { ewmaLimit, ewmaRunLength, type LimitOptions } from './trend/ewma-limit.ts'
export { cusum, type Cusum } from './trend/cusum.ts'
export { pChart, type PChart } from './trend/p-chart.ts'
export { pelt } from './trend/pelt.ts'
export { stl, type Decomposition, type StlOptions } from './trend/stl.ts'
export { mannKendall, type Trend } from './trend/mann-kendall.ts'

// What goes together with satisfaction.
export { correlations, covariances } from './drivers/correlations.ts'
export { standardisedSlopes } from './drivers/explained.ts'
export { lmg, type Shares } from './drivers/lmg.ts'
export { johnsonWeights } from './drivers/johnson-weights.ts'
export { bootstrapShares, type BootstrapOptions, type SharesWithLimits } from './drivers/bootstrap-shares.ts'
export { driverMap, type DriverMap, type Quadrant } from './drivers/driver-map.ts'
export { driversAgree, type Agreement } from './drivers/drivers-agree.ts'
export { proportionalOdds, type ProportionalOdds } from './drivers/proportional-odds.ts'

// Whether questions measure one thing.
export { reliability, type Reliability } from './reliability/alpha.ts'
export { omega, type Omega } from './reliability/omega.ts'
export { polychoric, type Polychoric } from './reliability/polychoric.ts'
export { endShares, type EndShares } from './reliability/end-shares.ts'
export { unitReliability, type UnitReliability } from './reliability/unit-reliability.ts'
export { convergence, type Convergence } from './reliability/convergence.ts'

// Answers that may not be honest.
export { straightLining, type StraightLining } from './integrity/straight-lining.ts'
export { mahalanobis } from './integrity/mahalanobis.ts'
export { fitCounts, upperTail, type NegativeBinomial } from './integrity/negative-binomial.ts'
export { compositionShift, type CompositionShift } from './integrity/composition-shift.ts'
export { identicalAnswers, type Code, type Identical } from './integrity/identical-answers.ts'
export { careless } from './integrity/careless.ts'

// The Estimate.
export { estimate } from './estimate/estimate.ts'
export type { About, Estimate, Figures, Flag, Period, Scope, Stream, Unit, VarianceParts } from './estimate/estimate.ts'
export { qualityOf, type Quality } from './estimate/quality.ts'
export { topBox } from './estimate/top-box.ts'
export { scoreEstimate } from './estimate/score-estimate.ts'
export { shareEstimate } from './estimate/share-estimate.ts'
export { promoterEstimate } from './estimate/promoter-estimate.ts'

// Distributions, and chance that repeats itself.
export { betaQuantile, incompleteBeta } from './special/incomplete-beta.ts'
export { normalDensity, normalDistribution } from './special/normal-distribution.ts'
export { normalQuantile } from './special/normal-quantile.ts'
export { chiSquareTail } from './special/incomplete-gamma.ts'
export { studentQuantile } from './special/student-quantile.ts'
export { seededNumbers } from './special/seeded-numbers.ts'
export { bivariateNormal } from './special/bivariate-normal.ts'
