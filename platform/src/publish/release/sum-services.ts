// SPDX-License-Identifier: AGPL-3.0-or-later
// What the means over services need, added up by the database from columns that are public already.
import type { Sql, Transaction } from '../../base/database/index.ts'
import type { StreamSums } from './mean-of-services.ts'

/** @param ipaCode of one body; the whole country when absent. */
export async function sumServices(db: Sql | Transaction, ipaCode?: string): Promise<StreamSums[]> {
  return await db<StreamSums[]>`
    select stream, count(*) as services, sum(answers)::bigint as n,
           avg(mean) as unweighted, sum(variance) / count(*) ^ 2 as "unweightedVariance",
           sum(answers * mean) / sum(answers)::float8 as weighted,
           sum(answers::float8 ^ 2 * variance) / sum(answers)::float8 ^ 2 as "weightedVariance",
           min(period_from) as from, max(period_to) as to, bool_or(demo) as demo
    from publish.service_figures
    cross join lateral (values
      ('invited', invited_value, invited_variance, invited_n),
      ('spontaneous', spontaneous_value, spontaneous_variance, spontaneous_n)
    ) as by_stream (stream, mean, variance, answers)
    where edition_id = 1 and mean is not null and (${ipaCode ?? null}::text is null or ipa_code = ${ipaCode ?? null})
    group by stream`
}
