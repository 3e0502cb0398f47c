export {
  type Counts,
  type NationalFigures,
  nationalFigures,
  periodSpan,
  type TenantFigures,
} from './national-figures.ts'
