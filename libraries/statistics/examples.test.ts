// SPDX-License-Identifier: AGPL-3.0-or-later
// What the comments of this library promise is what its functions give.
import { examplesHold } from '../../tools/test/examples.ts'

examplesHold('statistics', 40)
