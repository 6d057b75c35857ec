// SPDX-License-Identifier: AGPL-3.0-or-later
// A street with its number. «Via» also means «by means of»: what is sent «via mail 3 volte» is no address.
import { aDigit, end, pattern, start, type Rule } from './rule.ts'

const kinds = String.raw`via|viale|v\.?le|piazza|p\.?za|p\.?zza|piazzale|p\.?le|corso|c\.so|largo|l\.go|vicolo|v\.lo|strada|str\.|contrada|c\.da|lungomare|località|loc\.|frazione|fraz\.`
const means =
  'internet|mail|e-?mail|posta|pec|web|app|sms|telefono|fax|chat|spid|cie|whatsapp|telematica|online|raccomandata|computer|di formazione|di laurea|di aggiornamento'
const measures = 'volt[ae]|or[ae]|minut[oi]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|euro|tentativ[oi]|pagin[ae]'
const verbs = 'è|era|erano|sono|ci|si|ho|hai|ha|abbiamo|hanno|non|che|per|con'
const word = String.raw`(?!(?:${verbs})${end})[\p{L}'’.]{1,25}`
const civic = String.raw`(?:n\.?[ ]?|n°[ ]?|nr\.?[ ]|numero[ ]|civico[ ])?\d{1,4}(?:[ ]?/[ ]?\p{L}|[ ]?bis|\p{L})?`

export const streetAddress: Rule = {
  category: 'indirizzo',
  needs: aDigit,
  pattern: pattern(
    String.raw`${start}(?:${kinds})[ ]?(?<=[ .])(?!(?:${means})${end})(?:\d{1,2}[ ](?=\p{L}))?(?:${word}[ ]){0,5}${word},?[ ]?${civic}(?:,?[ ]\d{5})?${end}(?![ ](?:${measures})${end})`,
  ),
}
