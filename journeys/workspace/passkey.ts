// SPDX-License-Identifier: AGPL-3.0-or-later
// The authenticator of a journey's browser, with which people come in.
import type { Page } from 'playwright-core'

export interface Device {
  readonly id: string
  /** Whether the person shows that it is them when the device asks. */
  verify(isThem: boolean): Promise<unknown>
}

/** Gives the page's browser an authenticator: its own, as a telephone has one, or a key on a cable. */
export async function plugIn(page: Page, transport: 'internal' | 'usb' = 'internal'): Promise<Device> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport, hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  const verify = (isUserVerified: boolean) =>
    session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  return { id: authenticatorId, verify }
}
