export { keepGauges } from './keep-gauges.ts'
export { figuresConsumer, projectCase } from './project-figures.job.ts'
export { type Verification, verifyProjections } from './verify-projections.ts'
