// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/reference/configuration.md: every key with what it is for, so that nobody who operates Ascolto has to read code.
import { configKeys } from '../../platform/src/base/config/index.ts'
import { code, page, table } from './markdown.ts'

const opening = `Every key is an environment variable, read once at start; a value that makes no sense ends the command with exit
code 2 and the name of the variable. Of \`./ascolto start\`, \`--port\`, \`--host\` and \`--data\` go before the environment, and
\`--data\` does so for every command. None is needed: without any, Ascolto runs on its own database on this machine.`

export function renderConfiguration(): string {
  const rows = Object.values(configKeys).map(({ variable, fallback, doc, parse: { allowed } }) => [
    code(variable),
    fallback === '' ? 'empty' : code(fallback),
    allowed === undefined ? doc : `${doc} One of ${allowed.map(code).join(', ')}.`,
  ])
  return page('Configuration', '`platform/src/base/config/index.ts`', [
    opening,
    table(['Variable', 'When it is not set', 'What it is for'], rows),
  ])
}
