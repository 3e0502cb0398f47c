export * from './national-dots.ts'
export {
  canBeTenant,
  childrenOf,
  isAdministrativeOfJakarta,
  levelOfCode,
  provinceCodeOf,
  provinces,
  type Region,
  type RegionCounts,
  type RegionLevel,
  type RegionName,
  regionCounts,
  regionOf,
  regionPath,
} from './region.ts'
export { type RegionLabelStyle, regionLabel } from './region-label.ts'
