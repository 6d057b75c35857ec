// SPDX-License-Identifier: AGPL-3.0-or-later
// A role that ends is no surprise: thirty and seven days before, a mail to the person and one to who can prolong it. Each is
// written once, in the transaction that notes it, however many workers ask; one that was missed is not made up for by two.
import type { Context } from '../../../base/context.ts'
import type { Sql } from '../../../base/database/index.ts'
import { addDays, dayOf, type Day } from '../../../base/day.ts'
import { fill } from '../../../base/language.ts'
import { writeMail } from '../../../base/mail/index.ts'
import { roles, type Role } from '../../access/roles.ts'
import type { Account } from '../../accounts/account.ts'
import texts from './warning-mail.json' with { type: 'json' }

/** Days before the end. */
export const firstWarning = 30
const lastWarning = 7

interface Ending extends Pick<Account, 'name' | 'email' | 'language'> {
  readonly accountId: number
  readonly role: Role
  readonly expiresOn: Day
  readonly bodyId: number | null
  readonly ipaCode: string | null
  readonly bodyName: string | null
}

/** @returns how many roles were warned about. */
export async function warnBeforeEnd(context: Context): Promise<number> {
  return (await context.db.begin(async (transaction) => {
    const scoped = { ...context, db: transaction as unknown as Sql }
    const ending = await takeEnding(scoped)
    for (const own of Map.groupBy(ending, ({ accountId, bodyId }) => `${accountId} ${bodyId}`).values()) {
      await tellPerson(scoped, own)
    }
    for (const [bodyId, ofBody] of Map.groupBy(ending, (one) => one.bodyId)) {
      await tellOthers(scoped, bodyId, ofBody)
    }
    return ending.length
  })) as number
}

/** Notes the warning, and gives those it is due for: who was not warned since the last of the two days. */
async function takeEnding({ db, now }: Context): Promise<Ending[]> {
  const today = dayOf(now())
  return await db<Ending[]>`
    with due as (
      update bodies.membership set warned_on = ${today}
      where expires_on between ${today} and ${addDays(today, firstWarning)}
        and (warned_on is null or warned_on < expires_on
             - case when expires_on <= ${addDays(today, lastWarning)} then ${lastWarning}::int else ${firstWarning}::int end)
        and exists (select from bodies.account where account.id = account_id and state = 'active')
      returning id, account_id, body_id, role, expires_on
    )
    select account_id as "accountId", account.name, account.email, account.language, role, expires_on as "expiresOn",
           body_id as "bodyId", ipa_code as "ipaCode", body.name as "bodyName"
    from due join bodies.account on account.id = account_id left join bodies.body on body.id = body_id
    order by expires_on, lower(account.name), due.id`
}

async function tellPerson(context: Context, own: readonly Ending[]): Promise<void> {
  const [{ name, email, language, expiresOn, bodyId, bodyName }] = own as [Ending]
  const said = texts[language]
  const list = own.map(({ role, expiresOn: day }) =>
    fill(said.ownLine, { role: roleName(role, language), day: written(day, language) }),
  )
  const values = {
    ...{ name, list: list.join('\n'), place: bodyName ?? said.programme, day: written(expiresOn, language) },
    who: bodyId === null ? said.managers : said.administrators,
  }
  await writeMail(context, {
    recipient: email,
    subject: fill(said.own.subject, values),
    body: fill(said.own.body, values),
  })
}

/** Who can prolong a role hears of all that end in one mail, and not of their own: that they cannot prolong. */
async function tellOthers(context: Context, bodyId: number | null, ending: readonly Ending[]): Promise<void> {
  const { ipaCode, bodyName } = ending[0]!
  for (const { id, name, email, language } of await findKeepers(context, bodyId)) {
    const others = ending.filter(({ accountId }) => accountId !== id)
    if (others.length === 0) continue
    const said = texts[language]
    const list = others.map((one) => {
      const values = { name: one.name, role: roleName(one.role, language), day: written(one.expiresOn, language) }
      return fill(said.othersLine, values)
    })
    const address = ipaCode === null ? null : addressOf(context, `/area/enti/${ipaCode}/persone`)
    const link = address === null ? '' : fill(said.link, { address })
    const values = { name, link, list: list.join('\n'), place: bodyName ?? said.programme }
    await writeMail(context, {
      ...{ recipient: email, subject: fill(said.others.subject, values) },
      body: fill(said.others.body, values),
    })
  }
}

/** Administrators of the body, or the programme managers for central roles. */
async function findKeepers({ db, now }: Context, bodyId: number | null): Promise<Omit<Account, 'pseudonym'>[]> {
  return await db<Omit<Account, 'pseudonym'>[]>`
    select account.id, account.name, account.email, account.language
    from bodies.membership join bodies.account on account.id = account_id
    where body_id is not distinct from ${bodyId} and role = ${bodyId === null ? 'programme-manager' : 'administrator'}
      and (expires_on is null or expires_on >= ${dayOf(now())}) and account.state = 'active'
    order by account.id`
}

function addressOf({ config }: Context, path: string): string | null {
  const origin = config.workspaceUrl ?? config.publicUrl
  return origin === null ? null : new URL(path, origin).href
}

const roleName = (role: Role, language: Account['language']): string => roles[role].name[language].toLowerCase()

const written = (day: Day, language: Account['language']): string =>
  new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  )
