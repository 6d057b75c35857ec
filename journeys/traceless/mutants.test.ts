// SPDX-License-Identifier: AGPL-3.0-or-later
// The judge of traces judged: proxies, platforms and databases that write down who came are caught.
import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { withInstallation } from '../durability/rig/installation.ts'
import { startPlatform } from '../durability/rig/platform-process.ts'
import type { Change } from './proxy.ts'
import { folderOfNext, healthy, logs, sought, until, visitsOf, withProxy } from './stage.ts'
import { traces } from './traces.ts'
import { err, respond, respondInvited, send } from './visits.ts'

describe('what talks', { timeout: 240_000 }, () => {
  visitsOf((test) => {
    const mutants: Readonly<Record<string, (folder: string) => Change[]>> = {
      'an access log': (folder) => [['access_log off;', `access_log ${folder}/access.log;`]],
      'a log of errors': (folder) => [['error_log /dev/null emerg;', `error_log ${folder}/error.log error;`]],
      'a log of everything': (folder) => [['error_log /dev/null emerg;', `error_log ${folder}/error.log info;`]],
      'bodies in files': () => [
        ['proxy_request_buffering off;', 'proxy_request_buffering on; client_body_in_file_only on;'],
      ],
    }
    for (const [name, mutate] of Object.entries(mutants)) {
      test(`a proxy with ${name} is caught`, async (stage) => {
        const folder = folderOfNext(stage)
        await withProxy(stage, mutate(folder), async (proxy) => {
          await until(healthy(proxy))
          await respond(proxy, stage.scene)
          await respondInvited(proxy, stage.scene)
          await err(proxy, stage.scene)
          assert.notDeepEqual(traces(logs(stage, proxy), sought(stage)), [])
          // A code stands in the path of the link and in the body of the answer.
          assert.notDeepEqual(traces(logs(stage, proxy), stage.scene.secrets), [])
        })
      })
    }

    test('a platform that writes down its requests and a database that writes down its statements are caught', async (stage) => {
      const { data, environment, scene } = stage
      await stage.platform.stop()
      await withInstallation(data, async ({ db }) => {
        await db`alter database ascolto set log_statement = 'all'`
        await db`alter database ascolto set log_error_verbosity = 'default'`
      })
      const talk = `import http from 'node:http'; const emit = http.Server.prototype.emit;
      http.Server.prototype.emit = function (name, request, ...rest) {
        if (name === 'request') console.error(request.url, request.headers)
        return emit.call(this, name, request, ...rest) }`
      const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(talk)}`
      stage.platform = await startPlatform(data, { ...environment, NODE_OPTIONS })
      await withProxy(stage, [], async (proxy) => {
        await send(proxy, scene)
        const found = traces(logs(stage, proxy), sought(stage))
        for (const place of ['platform: CanarinoAgente', 'data postgres.log: Canarinoparole'])
          assert.ok(found.includes(place), `${place}, in ${found.join('\n')}`)
      })
      await stage.platform.stop()
      await withInstallation(data, ({ db }) => db`alter database ascolto reset all`)
      stage.platform = await startPlatform(data, environment)
    })
  })
})
