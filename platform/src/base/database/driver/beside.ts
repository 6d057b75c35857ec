// SPDX-License-Identifier: AGPL-3.0-or-later
// A connection beside a pool, for who sends one statement after the other. The pool would give each to another backend in turn, none
// of which has its tables and plans at hand, and behind whatever pages ask meanwhile. Whoever opened it ends it; with its pool it
// ends at the latest.
import type { Sql } from '../index.ts'

const openers = new WeakMap<Sql, () => Sql>()

/** Gives the pool the means to open another connection to the same database. */
export function withBeside(pool: Sql, open: () => Sql): Sql {
  const opened = new Set<Sql>()
  const end = pool.end.bind(pool)
  openers.set(pool, () => {
    const one = open()
    const endOne = one.end.bind(one)
    opened.add(one)
    return Object.assign(one, {
      end: async (options?: Patience) => {
        opened.delete(one)
        await endOne(options)
      },
    })
  })
  return Object.assign(pool, {
    end: async (options?: Patience) => {
      await Promise.all([end(options), ...[...opened].map((one) => one.end(options))])
    },
  })
}

/** Seconds after which even busy connections are closed. */
interface Patience {
  readonly timeout?: number
}

/** One connection of its own; what is no pool of ours, as a transaction, is given back itself. */
export function beside(db: Sql): Sql {
  return openers.get(db)?.() ?? db
}
