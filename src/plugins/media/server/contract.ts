export { fetchLater } from './jobs/fetch-images';
