/** What the panel's pages of other plugins may use. */
export { HeadedTable } from './HeadedTable';
export { addSidePanels, type Panel, type PanelProps } from './side-panels';
