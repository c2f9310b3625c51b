export type { ConformanceCase, StoreConformanceOptions } from './store-conformance/suite.ts'
export { storeConformance } from './store-conformance/suite.ts'
