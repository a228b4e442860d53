export { doctorChecks } from './services/doctor';
