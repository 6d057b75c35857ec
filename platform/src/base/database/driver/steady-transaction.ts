// SPDX-License-Identifier: AGPL-3.0-or-later
// The driver lets a transaction go on whose connection broke while it waited for something else. Its next statement, or the driver's
// own ROLLBACK, is then written to a socket that is gone, which ends the process; or, when the connection has been made anew
// meanwhile, it runs outside of any transaction, with the rights of the pool. Here such a transaction is refused every further
// statement, and the driver never hears how it ended: there is nothing left to end.
import type postgres from 'postgres'

type Types = { bigint: number; date: string }
type Pool = postgres.Sql<Types>
type Scope = postgres.TransactionSql<Types>
type Act = (scope: Scope) => unknown
/** As the driver takes it: a text that may be absent, then the act. */
type Given = [Act] | [string, Act]

interface Life {
  over: boolean
  /** Rejects at its end. */
  readonly ended: Promise<never>
}

/** For each transaction of this pool. */
export function steadyTransactions(db: Pool): Pool {
  const begin = db.begin.bind(db) as (...given: Given) => Promise<unknown>
  const steady = async (...given: Given): Promise<unknown> => {
    const { promise: ended, reject } = Promise.withResolvers<never>()
    ended.catch(() => {})
    const life: Life = { over: false, ended }
    try {
      return await begin(...lived(given, life))
    } finally {
      life.over = true
      reject(broken())
    }
  }
  return Object.assign(db, { begin: steady as Pool['begin'] })
}

/** The act, as the driver may know of it: it never settles once its transaction is over. */
function lived(given: Given, life: Life): Given {
  const act = given.at(-1) as Act
  const whileOpen: Act = (scope) =>
    new Promise((resolve, reject) => {
      const settle = (how: () => void): void => {
        if (!life.over) how()
      }
      run(act, guarded(scope, life)).then(
        (result) => settle(() => resolve(result)),
        (error: unknown) => settle(() => reject(error as Error)),
      )
    })
  return [...given.slice(0, -1), whileOpen] as unknown as Given
}

async function run(act: Act, scope: Scope): Promise<unknown> {
  const result = act(scope)
  return Array.isArray(result) ? await Promise.all(result) : await result
}

function guarded(scope: Scope, life: Life): Scope {
  const whileOpen =
    <Input extends unknown[], Output>(act: (...given: Input) => Output) =>
    (...given: Input): Output => {
      if (life.over) throw broken()
      return act(...given)
    }
  const savepoint = (...given: Given): Promise<unknown> =>
    Promise.race([(scope.savepoint as (...given: Given) => Promise<unknown>)(...lived(given, life)), life.ended])
  return new Proxy(scope, {
    apply: (target, self, given) => whileOpen(() => Reflect.apply(target, self, given) as unknown)(),
    get(target, name) {
      if (name === 'savepoint') return whileOpen(savepoint)
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? whileOpen(member.bind(target) as (...given: unknown[]) => unknown) : member
    },
  })
}

function broken(): Error {
  return Object.assign(new Error('the connection to the database broke'), { code: 'CONNECTION_CLOSED' })
}
