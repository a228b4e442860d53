import { useState } from 'react';
import { Button, EmptyStateLayout, Flex, Loader } from '@strapi/design-system';
import { Layouts, Page, Pagination, useQueryParams, useRBAC } from '@strapi/strapi/admin';
import type { Order } from '../order';
import { MAY_MOVE, MAY_READ_ALL } from '../permissions';
import { BulkMove } from './BulkMove';
import { Filters } from './Filters';
import { MovedDialog } from './MovedDialog';
import { useOrders, type ListQuery, type Moved, type OrderPage } from './orders';
import { OrdersTable } from './OrdersTable';

/** The orders that the address asks for, a page at a time, the newest first. */
export function OrderList() {
  const { loaded, reload, move } = useOrders();
  const { allowedActions } = useRBAC(MAY_READ_ALL);
  return (
    <Page.Main>
      <Page.Title>Orders</Page.Title>
      <Layouts.Header
        title="Orders"
        subtitle={
          allowedActions.canRead === true ? 'Of all stores' : 'Of the stores that you manage'
        }
        primaryAction={<Button onClick={() => void reload()}>Look again</Button>}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Filters />
          {loaded.state === 'loading' && <Loader>Loading…</Loader>}
          {loaded.state === 'failed' && (
            <EmptyStateLayout
              content="The orders could not be loaded."
              action={<Button onClick={() => void reload()}>Try again</Button>}
            />
          )}
          {loaded.state === 'here' && <Orders page={loaded.value} move={move} />}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}

interface OrdersProps {
  page: OrderPage;
  move: (orderIds: readonly string[], to: string) => Promise<Moved[]>;
}

function Orders({ page: { data: orders, meta }, move }: OrdersProps) {
  const [{ query }] = useQueryParams<ListQuery>();
  const { allowedActions } = useRBAC(MAY_MOVE);
  const mayMove = Object.values(allowedActions).includes(true);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<{ results: Moved[]; orders: Order[] }>();
  const chosen = orders.filter(({ documentId }) => ticked.has(documentId));
  const { status, paymentStatus, storeId, _q } = query;
  const isNarrowed = [status, paymentStatus, storeId, _q].some(Boolean);
  const { total, pageCount } = meta.pagination;
  return (
    <>
      {chosen.length > 0 && (
        <BulkMove
          orders={chosen}
          moves={meta.moves}
          move={move}
          onMoved={(results) => {
            setDone({ results, orders: chosen });
            setTicked(new Set());
          }}
        />
      )}
      {done && <MovedDialog {...done} onClose={() => setDone(undefined)} />}
      {orders.length === 0 ? (
        <EmptyStateLayout
          content={isNarrowed ? 'No order is like that.' : 'Nothing has been ordered yet.'}
        />
      ) : (
        <OrdersTable orders={orders} ticked={mayMove ? ticked : undefined} onTick={setTicked} />
      )}
      {total > 0 && (
        <Pagination.Root pageCount={pageCount} total={total} defaultPageSize={20}>
          <Pagination.PageSize />
          <Pagination.Links />
        </Pagination.Root>
      )}
    </>
  );
}
