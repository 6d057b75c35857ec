// SPDX-License-Identifier: AGPL-3.0-or-later
// nginx with the configuration of deploy/single, changed only in what a test cannot have: its ports, folders, user and
// certificate. A place to change that is not found is an error: the file has moved on, and the test must follow.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { projectRoot } from '../../tools/source-files.ts'

export const names = { open: 'ascolto.ente.example', workspace: 'area.ascolto.ente.example' } as const

export interface Ports {
  readonly plain: number
  readonly secure: number
  /** Where the platform listens. */
  readonly platform: number
}

export interface Proxy {
  readonly ports: Ports
  /** Everything nginx writes is below. */
  readonly folder: string
  readonly certificate: Buffer
  stop(): Promise<void>
}

/** A change of the configuration that a mutant makes: what stands there, and what stands there instead. */
export type Change = readonly [from: string | RegExp, to: string]

/** Ports nobody listens on just now. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(
    [0, 0, 0].map(async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      return server
    }),
  )
  const [plain, secure, platform] = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return { plain: plain!, secure: secure!, platform: platform! }
}

/** @throws Error with what nginx said when it does not start. */
export async function startProxy(
  nginx: string,
  folder: string,
  ports: Ports,
  mutations: readonly Change[] = [],
): Promise<Proxy> {
  for (const name of ['body', 'proxy', 'tls']) mkdirSync(join(folder, name), { recursive: true })
  makeCertificate(join(folder, 'tls'))
  const shipped = readFileSync(join(projectRoot, 'deploy/single/nginx.conf'), 'utf8')
  const adapted = [...adaptations(folder, ports), ...mutations].reduce(change, shipped)
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, adapted)
  const said = openSync(join(folder, 'said'), 'a')
  const child = spawn(nginx, ['-e', 'stderr', '-p', folder, '-c', file, '-g', 'daemon off;'], {
    stdio: ['ignore', said, said],
  })
  closeSync(said)
  const exited = once(child, 'exit')
  let ended = false
  void exited.then(() => (ended = true))
  while (!(await listens(ports.secure))) {
    if (ended) throw new Error(`nginx did not start: ${readFileSync(join(folder, 'said'), 'utf8')}`)
    await wait(20)
  }
  return {
    ...{ ports, folder, certificate: readFileSync(join(folder, 'tls/certificate.pem')) },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

function adaptations(folder: string, { plain, secure, platform }: Ports): Change[] {
  const isRoot = process.getuid?.() === 0
  return [
    // Folders of a test belong to who runs it.
    [/^user www-data;$/m, isRoot ? 'user root;' : ''],
    [/^pid .*$/m, `pid ${folder}/pid;`],
    [/^worker_processes auto;$/m, 'worker_processes 1;'],
    [/^ +listen \[::\].*\n/gm, ''],
    [/listen 80\b/g, `listen 127.0.0.1:${plain}`],
    [/listen 443\b/g, `listen 127.0.0.1:${secure}`],
    [/server 127\.0\.0\.1:8080;/, `server 127.0.0.1:${platform};`],
    [/client_body_temp_path .*;/, `client_body_temp_path ${folder}/body;`],
    [/proxy_temp_path .*;/, `proxy_temp_path ${folder}/proxy;`],
    [/ssl_certificate \S+;/, `ssl_certificate ${folder}/tls/certificate.pem;`],
    [/ssl_certificate_key \S+;/, `ssl_certificate_key ${folder}/tls/key.pem;`],
    [/include \/etc\/nginx\/mime\.types;/, 'types { text/html html; }'],
  ]
}

function change(text: string, [from, to]: Change): string {
  const changed = text.replace(from, () => to)
  if (changed === text) throw new Error(`deploy/single/nginx.conf has nothing like ${String(from)}`)
  return changed
}

export const hasOpenssl = (): boolean => spawnSync('openssl', ['version']).status === 0

function makeCertificate(folder: string): void {
  const subject = ['-subj', `/CN=${names.open}`, '-addext', `subjectAltName=DNS:${names.open},DNS:${names.workspace}`]
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const { status, stderr } = spawnSync('openssl', ['req', '-x509', '-days', '2', ...key, ...subject, ...files])
  if (status !== 0) throw new Error(`openssl: ${String(stderr)}`)
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
