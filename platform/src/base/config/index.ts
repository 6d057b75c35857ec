// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole configuration, parsed once and frozen. process.env is read here and nowhere else; every key carries its
// documentation, from which docs/reference/configuration.md is generated.
import { resolve } from 'node:path'

interface Parse<T> {
  (text: string): T
  /** The only texts it takes, where there are few. */
  readonly allowed?: readonly string[]
}

interface Key<T> {
  readonly variable: string
  readonly doc: string
  readonly fallback: string
  readonly parse: Parse<T>
}

export class ConfigError extends Error {}

function key<T>(variable: string, fallback: string, doc: string, parse: Parse<T>): Key<T> {
  return { variable, fallback, doc, parse }
}

function whole(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value
    throw new ConfigError(`vuole un numero intero da ${minimum} a ${maximum}, non «${text}»`)
  }
}

function oneOf<T extends string>(...allowed: T[]): Parse<T> {
  const parse = (text: string): T => {
    const found = allowed.find((value) => value === text)
    if (found !== undefined) return found
    throw new ConfigError(`vuole uno di ${allowed.join(', ')}, non «${text}»`)
  }
  return Object.assign(parse, { allowed })
}

const optional = (text: string): string | null => (text === '' ? null : text)

function folder(text: string): string {
  if (text.trim() !== '') return resolve(text)
  throw new ConfigError('(--data) vuole una cartella, non un testo vuoto')
}

function postgresUrl(text: string): string | null {
  // Several servers, host1:5432,host2:5432, are for the driver to read.
  const wellFormed = /^postgres(ql)?:\/\/\S+$/.test(text) && (text.includes(',') || URL.canParse(text))
  if (text === '' || wellFormed) return optional(text)
  throw new ConfigError('vuole l’indirizzo di un PostgreSQL, postgres://utente:parola@server:5432/database')
}

/** Scheme, name and port: every page of ours stands right below. */
function origin(text: string): string | null {
  if (text === '') return null
  const url = URL.parse(text)
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin
  throw new ConfigError(`vuole un indirizzo come https://ascolto.ente.it, senza percorso, non «${text}»`)
}

/** As an origin, and over https; without it only on this machine, as in tests. */
function secureOrigin(text: string): string | null {
  const given = origin(text)
  if (given === null || /^https:|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(given)) return given
  throw new ConfigError(`vuole un indirizzo https, non «${text}»`)
}

/** As Node gives them: in small letters. */
function headerName(text: string): string {
  if (/^[a-z][a-z0-9-]*$/i.test(text)) return text.toLowerCase()
  throw new ConfigError(`vuole il nome di un’intestazione HTTP, non «${text}»`)
}

export const configKeys = {
  port: key('ASCOLTO_PORT', '8080', 'Port of the web server; 0 takes a free one.', whole(0, 65535)),
  host: key('ASCOLTO_HOST', '127.0.0.1', 'Address the web server listens on.', (text) => text),
  publicUrl: key(
    'ASCOLTO_PUBLIC_URL',
    '',
    'Address under which people reach this installation, for links and QR codes. Empty: the address of the server.',
    origin,
  ),
  dataFolder: key(
    'ASCOLTO_DATA',
    '.ascolto',
    'Folder of the embedded database and of what this installation makes for itself.',
    folder,
  ),
  databaseUrl: key(
    'DATABASE_URL',
    '',
    'A PostgreSQL server, version 15 or later. Empty: the embedded PostgreSQL in the data folder.',
    postgresUrl,
  ),
  databaseConnections: key(
    'ASCOLTO_DATABASE_CONNECTIONS',
    '8',
    'Connections this process keeps for its work at most, and as many for public pages; one more takes answers in.',
    whole(2, 200),
  ),
  worker: key(
    'ASCOLTO_WORKER',
    'inside',
    'Where answers are folded into the cube: inside the web process, or outside by ./ascolto worker.',
    oneOf('inside', 'outside'),
  ),
  workspaceUrl: key(
    'ASCOLTO_WORKSPACE_URL',
    '',
    'Address of the workspace when it has an origin of its own, beside ASCOLTO_PUBLIC_URL; the public pages are then refused there and the workspace elsewhere.',
    origin,
  ),
  smtpUrl: key(
    'ASCOLTO_SMTP_URL',
    '',
    'Mail server, as smtps://user:password@host; with smtp:// to another machine STARTTLS is required. Empty: mails stay in the outbox, which the workspace shows.',
    optional,
  ),
  mailFrom: key('ASCOLTO_MAIL_FROM', 'Ascolto <ascolto@localhost>', 'Sender of the mails.', (text) => text),
  oidcIssuer: key(
    'ASCOLTO_OIDC_ISSUER',
    '',
    'Issuer of the SPID/CIE broker (OpenID Connect). Empty: only passkeys.',
    optional,
  ),
  oidcClient: key('ASCOLTO_OIDC_CLIENT', '', 'Client id at the broker.', optional),
  oidcKeyFile: key(
    'ASCOLTO_OIDC_KEY_FILE',
    '',
    'File with the private key (JWK) that signs for us at the broker (private_key_jwt).',
    optional,
  ),
  oidcAcr: key(
    'ASCOLTO_OIDC_ACR',
    'https://www.spid.gov.it/SpidL2 https://www.spid.gov.it/SpidL3',
    'Levels of assurance (acr) that are enough, separated by spaces, the one asked for first; any other is refused.',
    (text) => text,
  ),
  sdgUrl: key(
    'ASCOLTO_SDG_URL',
    '',
    'Address of the European Commission’s service that collects feedback for the Single Digital Gateway, without path. Empty: nothing is gathered or sent.',
    secureOrigin,
  ),
  sdgKeyFile: key(
    'ASCOLTO_SDG_KEY_FILE',
    '',
    'File with the key for that service, which the national coordinator gives; wanted with ASCOLTO_SDG_URL.',
    optional,
  ),
  sdgBatch: key('ASCOLTO_SDG_BATCH', '500', 'Feedback sent to that service in one call at most.', whole(1, 10_000)),
  trustedProxy: key(
    'ASCOLTO_TRUSTED_PROXY',
    'no',
    'Whether a reverse proxy stands in front of the server: then no request counts as coming from the machine itself.',
    oneOf('no', 'yes'),
  ),
  proxyHeader: key(
    'ASCOLTO_PROXY_HEADER',
    'x-forwarded-for',
    'Header in which that proxy says whom it speaks for; the last address in it counts, no other header does. Read only with ASCOLTO_TRUSTED_PROXY=yes, and only as a network, to keep floods of answers apart.',
    headerName,
  ),
  queueLimit: key(
    'ASCOLTO_QUEUE_LIMIT',
    '2000',
    'Answers that may wait for their commit; beyond it the server replies 503.',
    whole(1, 1_000_000),
  ),
  logLevel: key(
    'ASCOLTO_LOG',
    'warn',
    'Least severe event that is logged.',
    oneOf('debug', 'info', 'warn', 'error', 'silent'),
  ),
  chromium: key(
    'ASCOLTO_CHROMIUM',
    '',
    'Chromium for the tests in a browser. Empty: the one found on this machine.',
    optional,
  ),
  firefox: key(
    'ASCOLTO_FIREFOX',
    '',
    'Firefox for the tests in a browser. Empty: the one found on this machine.',
    optional,
  ),
  testCluster: key(
    'ASCOLTO_TEST_CLUSTER',
    '',
    'For tests: the folder of a cluster with our tables that ./ascolto test has made, for each of them to copy.',
    optional,
  ),
} as const

type Keys = typeof configKeys
/** Texts by key, before they are parsed. */
export type ConfigTexts = Partial<Record<keyof Keys, string>>
export type Config = { readonly [K in keyof Keys]: Keys[K] extends Key<infer T> ? T : never }

/**
 * @param overrides texts that go before the environment, for instance from the command line.
 * @throws ConfigError naming the variable and what it takes.
 */
export function readConfig(
  overrides: ConfigTexts = {},
  environment: Record<string, string | undefined> = process.env,
): Config {
  const entries = Object.entries(configKeys).map(([name, { variable, fallback, parse }]) => {
    const text = overrides[name as keyof Config] ?? environment[variable] ?? fallback
    try {
      return [name, parse(text)]
    } catch (error) {
      throw new ConfigError(`${variable} ${(error as Error).message}`)
    }
  })
  const config = Object.fromEntries(entries) as Config
  if (config.workspaceUrl !== null && config.publicUrl === null) {
    throw new ConfigError('ASCOLTO_WORKSPACE_URL vuole anche ASCOLTO_PUBLIC_URL, l’indirizzo delle pagine pubbliche')
  }
  if ((config.sdgUrl === null) !== (config.sdgKeyFile === null)) {
    throw new ConfigError('ASCOLTO_SDG_URL e ASCOLTO_SDG_KEY_FILE vanno indicati insieme')
  }
  return Object.freeze(config)
}

/** The environment a child process of ours gets: its own, untouched. */
export function childEnvironment(extra: Record<string, string> = {}): Record<string, string | undefined> {
  return { ...process.env, ...extra }
}
