/** What the panel's pages of other plugins may use. */
export { HeadedTable } from './HeadedTable';
export { addSidePanels, type Panel, type PanelProps } from './side-panels';
export { Tiles } from './Tiles';
export { useLoaded } from './use-loaded';
