import { Button, Flex, Link } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';
import { moment } from '../../../kernel/admin/src/contract';
import { MESSAGE, PAYMENT, pageOf } from './content-types';
import { Section } from './Section';
import { useWaiting, type Message, type Payment, type Refund } from './use-waiting';
import { VerbButton } from './VerbButton';
import { APPROVE, LOOKED_INTO, REJECT, SET_ASIDE, WORK_AGAIN } from './verbs';

/** What of money waits for a person: messages, refunds to be approved, payments to be looked at. */
export function InboxPage() {
  const { loaded, reload: load } = useWaiting();
  if (loaded.state === 'loading') return <Page.Loading />;
  if (loaded.state === 'failed') return <Page.Error />;
  const waiting = loaded.value;
  const reload = () => void load();
  return (
    <Page.Main>
      <Page.Title>Money inbox</Page.Title>
      <Layouts.Header
        title="Money inbox"
        subtitle="What the shop could not decide by itself."
        primaryAction={<Button onClick={reload}>Look again</Button>}
        secondaryAction={
          <Link tag={NavLink} to={`/content-manager/collection-types/${MESSAGE}`}>
            All messages
          </Link>
        }
      />
      <Layouts.Content>
        <Section
          title="Refunds that wait for a second person"
          nothing="No refund waits for an approval."
          columns={['Asked for', 'Refund', 'Why', 'By', '']}
          rows={waiting.refunds.map((refund) => refundRow(refund, reload))}
        />
        <Section
          title="Messages that nobody could make sense of"
          nothing="Every message of a payment provider was worked."
          columns={['Received', 'From', 'What', 'State', 'Why', '']}
          rows={waiting.messages.map((message) => messageRow(message, reload))}
        />
        <Section
          title="Payments to look at"
          nothing="Every payment is as it should be."
          columns={['Order', 'Paid by', 'Status', 'Why', '']}
          rows={waiting.payments.map((payment) => paymentRow(payment, reload))}
        />
      </Layouts.Content>
    </Page.Main>
  );
}

function refundRow({ documentId: id, ...refund }: Refund, reload: () => void) {
  const decide = (
    <Flex gap={2}>
      <VerbButton verb={APPROVE} documentId={id} onDone={reload} />
      <VerbButton verb={REJECT} documentId={id} onDone={reload} />
    </Flex>
  );
  const asked = moment(refund.createdAt);
  return {
    id,
    cells: [asked, refund.summary, refund.reason ?? '', refund.requestedBy ?? '', decide],
  };
}

function messageRow({ documentId: id, ...message }: Message, reload: () => void) {
  const { receivedAt, provider, type, state, why } = message;
  const buttons = (
    <Flex gap={2}>
      <VerbButton verb={WORK_AGAIN} documentId={id} onDone={reload} />
      <VerbButton verb={SET_ASIDE} documentId={id} onDone={reload} />
    </Flex>
  );
  return {
    id,
    cells: [moment(receivedAt), provider, linkTo(MESSAGE, id, type), state, why ?? '', buttons],
  };
}

function paymentRow(
  { documentId: id, orderNumber, method, state, review }: Payment,
  reload: () => void,
) {
  const looked = (
    <VerbButton verb={LOOKED_INTO} documentId={id} body={{ review }} onDone={reload} />
  );
  const order = linkTo(PAYMENT, id, orderNumber);
  return { id, cells: [order, words(method), words(state), review, looked] };
}

function linkTo(contentType: string, documentId: string, text: string) {
  return (
    <Link tag={NavLink} to={pageOf(contentType, documentId)}>
      {text}
    </Link>
  );
}

/** `partially_refunded` as people write it. */
function words(key: string): string {
  return key.replaceAll('_', ' ');
}
