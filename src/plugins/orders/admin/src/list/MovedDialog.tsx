import { Button, Modal, Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable } from '../../../../kernel/admin/src/contract';
import type { Order } from '../order';
import { StatusBadge } from '../StatusBadge';
import type { Moved } from './orders';

interface MovedDialogProps {
  results: readonly Moved[];
  /** The orders that were ticked, for the numbers of those that stayed. */
  orders: readonly Order[];
  onClose: () => void;
}

/** What became of each of many orders. */
export function MovedDialog({ results, orders, onClose }: MovedDialogProps) {
  const numberOf = (id: string) => orders.find(({ documentId }) => documentId === id)?.number ?? id;
  const moved = results.filter((result) => result.moved).length;
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{`${moved} moved, ${results.length - moved} left as they are`}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <HeadedTable columns={['Order', 'Result']} rowCount={results.length}>
            {results.map((result) => (
              <Tr key={result.orderId}>
                <Td>
                  <Typography>{numberOf(result.orderId)}</Typography>
                </Td>
                <Td>
                  {result.moved ? (
                    <StatusBadge status={result.status} />
                  ) : (
                    <Typography textColor="danger600">{result.error.message}</Typography>
                  )}
                </Td>
              </Tr>
            ))}
          </HeadedTable>
        </Modal.Body>
        <Modal.Footer>
          <Button onClick={onClose}>Close</Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
