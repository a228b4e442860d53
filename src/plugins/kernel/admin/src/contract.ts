/** What the panel's pages of other plugins may use. */
export { Card, Fact } from './Card';
export { addDocumentActions, type DocumentAction } from './document-actions';
export { HeadedTable } from './HeadedTable';
export { reasonOf } from './reason-of';
export { addSidePanels, type Panel, type PanelProps } from './side-panels';
export { Tiles } from './Tiles';
export { useLoaded } from './use-loaded';
