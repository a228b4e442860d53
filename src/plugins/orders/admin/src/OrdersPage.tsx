import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';
import { MAY_READ } from './permissions';
import { OrderList } from './list/OrderList';
import { OrderDetails } from './one/OrderDetails';

/** The orders that somebody may see: of all stores, or of those that they manage. */
export default function OrdersPage() {
  return (
    <Page.Protect permissions={MAY_READ}>
      <Routes>
        <Route index element={<OrderList />} />
        <Route path=":id" element={<OrderDetails />} />
      </Routes>
    </Page.Protect>
  );
}
