import { EmptyStateLayout, Flex, Grid, Link } from '@strapi/design-system';
import { BackButton, Layouts, Page, useRBAC, useStrapiApp } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';
import { NavLink, useParams } from 'react-router-dom';
import { moment } from '../../../../kernel/admin/src/contract';
import { MAY_MOVE, MAY_OPEN_FORM } from '../permissions';
import { useStoreNames } from '../stores';
import { ORDER_ZONE, type BesideOrderProps } from '../zone';
import { Buyer } from './Buyer';
import { History } from './History';
import { Lines } from './Lines';
import { MoveButtons } from './MoveButtons';
import { Shipments } from './Shipments';
import { Totals } from './Totals';
import { useOrder, type OrderVerbs, type OrderWithHistory } from './use-order';

/** One order: what it is, what happened to it, and what can be done with it. */
export function OrderDetails() {
  const { id = '' } = useParams();
  const { loaded, reload, verbs } = useOrder(id);
  if (loaded.state === 'loading') return <Page.Loading />;
  if (loaded.state === 'failed') {
    return (
      <Page.Main>
        <Layouts.Header
          title="Order"
          navigationAction={<BackButton fallback="/plugins/orders" />}
        />
        <Layouts.Content>
          <EmptyStateLayout content="There is no such order, or it is another store’s." />
        </Layouts.Content>
      </Page.Main>
    );
  }
  return <Details {...loaded.value} verbs={verbs} onChange={() => void reload()} />;
}

interface DetailsProps extends OrderWithHistory {
  verbs: OrderVerbs;
  onChange: () => void;
}

function Details({ order, history, moves, verbs, onChange }: DetailsProps) {
  const { allowedActions } = useRBAC(MAY_MOVE);
  const mayMove = Object.values(allowedActions).includes(true);
  const amends = mayMove && moves.amendable.includes(order.status) ? verbs : undefined;
  const nameOf = useStoreNames(order.shipments.map(({ storeId }) => storeId));
  const getPlugin = useStrapiApp('OrderDetails', (app) => app.getPlugin);
  const parts = getPlugin('orders').getInjectedComponents(...ORDER_ZONE);
  return (
    <Page.Main>
      <Page.Title>{order.number}</Page.Title>
      <Layouts.Header
        title={order.number}
        subtitle={`Placed ${moment(order.placedAt)}`}
        navigationAction={<BackButton fallback="/plugins/orders" />}
        secondaryAction={<FormLink documentId={order.documentId} />}
        primaryAction={
          mayMove ? <MoveButtons choices={moves.orders[order.status]} move={verbs.move} /> : null
        }
      />
      <Layouts.Content>
        <Grid.Root gap={6} style={{ alignItems: 'start' }}>
          <Grid.Item col={8} xs={12} direction="column" alignItems="stretch">
            <Flex direction="column" alignItems="stretch" gap={6}>
              <Lines order={order} nameOf={nameOf} amend={amends?.amendLines} />
              <Shipments
                order={order}
                moves={moves.shipments}
                nameOf={nameOf}
                verbs={mayMove ? verbs : undefined}
              />
              <History history={history} note={mayMove ? verbs.note : undefined} />
            </Flex>
          </Grid.Item>
          <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Totals order={order} />
              {parts.map(({ name, Component }) => {
                const Part = Component as ComponentType<BesideOrderProps>;
                return (
                  <Part key={name} orderId={order.documentId} version={order} onChange={onChange} />
                );
              })}
              <Buyer order={order} amend={amends?.amendAddress} />
            </Flex>
          </Grid.Item>
        </Grid.Root>
      </Layouts.Content>
    </Page.Main>
  );
}

/** The way to every field of it, for who may. */
function FormLink({ documentId }: { documentId: string }) {
  const { allowedActions } = useRBAC(MAY_OPEN_FORM);
  if (allowedActions.canRead !== true) return null;
  return (
    <Link tag={NavLink} to={`/content-manager/collection-types/api::order.order/${documentId}`}>
      All fields
    </Link>
  );
}
