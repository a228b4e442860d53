/** What the panel's pages of other plugins may use. */
export { HeadedTable } from './HeadedTable';
