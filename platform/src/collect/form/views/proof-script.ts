// SPDX-License-Identifier: AGPL-3.0-or-later
// The one script a form may have, and only while too many answers come: it works in silence for the answer of this page. Whoever
// sends before it has ended, or has no JavaScript, sends all the same.
import { html, raw, type Html } from '../../../base/html/index.ts'
import { proofBits } from '../../gate/index.ts'

const script = raw(
  `(async()=>{const e=document.forms[0].elements,s=crypto.subtle;if(!s)return;` +
    `const t=new TextEncoder,p=e.mint.value+':'+e.key.value+':';for(let n=0;;n++)` +
    `if(new DataView(await s.digest('SHA-256',t.encode(p+n))).getUint32(0)>>>${32 - proofBits}===0){e.proof.value=n;return}})()`,
)

export function proofScript(nonce: string): Html {
  return html`<script nonce="${nonce}">${script}</script>`
}
