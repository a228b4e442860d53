import { Flex } from '@strapi/design-system';
import { useForm, useNotification, useRBAC } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type { Panel, PanelProps } from '../../../../kernel/admin/src/contract';
import { MAY_COLLECT, MAY_REFUND } from '../permissions';
import { MoneyOfOrder } from './MoneyOfOrder';

const ORDER = 'api::order.order';
const MOVES_MONEY = [...MAY_COLLECT, ...MAY_REFUND];

/** Beside an order's form: its money, for who may move it. */
export function MoneyPanel({ model, documentId }: PanelProps): Panel {
  const { allowedActions } = useRBAC(MOVES_MONEY);
  if (model !== ORDER || documentId === undefined) return null;
  if (!Object.values(allowedActions).includes(true)) return null;
  return { title: 'Its money', content: <Beside orderId={documentId} /> };
}

/** The form shows the order as it was: it is loaded anew, unless that would lose what somebody typed. */
function Beside({ orderId }: { orderId: string }) {
  const modified = useForm('MoneyPanel', (form) => form.modified);
  const { toggleNotification } = useNotification();
  const navigate = useNavigate();
  const onChange = () => {
    if (!modified) navigate(0);
    else {
      const message = 'The order has changed. Load the page anew before you save.';
      toggleNotification({ type: 'warning', message });
    }
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      <MoneyOfOrder orderId={orderId} onChange={onChange} />
    </Flex>
  );
}
