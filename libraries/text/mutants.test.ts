// SPDX-License-Identifier: AGPL-3.0-or-later
// Every public function has at least one planted fault that these tests catch without the reference files.
import { mutantsAreCaught } from '../../tools/test/mutants.ts'
import planted from './mutants.json' with { type: 'json' }

mutantsAreCaught('text', planted)
