export { doctorChecks } from './services/doctor';
export { writeReview } from './services/write-review';
