/** What the panel's pages of other plugins may use. */
export { Card, Fact } from './Card';
export { addDocumentActions, type DocumentAction } from './document-actions';
export { FormDialog } from './FormDialog';
export { HeadedTable } from './HeadedTable';
export { Quantities, type CountableLine, type QuantityByLine } from './Quantities';
export { reasonOf, wasRefused } from './reason-of';
export { addSidePanels, type Panel, type PanelProps } from './side-panels';
export { Tiles } from './Tiles';
export { useLoaded } from './use-loaded';
export { count, day, moment } from './wording';
