import { browsers } from './browsers.ts'
import { processes } from './processes.ts'
import { reactNative } from './react-native.ts'
import type { Runtime } from './runtime.ts'
import { workers } from './workerd.ts'

/** Everything that the packages run in, in the order of the page. */
export const runtimes: readonly Runtime[] = [...processes, ...workers, ...browsers, reactNative]
