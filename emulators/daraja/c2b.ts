import { Refused, type Call, type Reply } from '../lib/http';
import { capitals, hex } from '../lib/ids';
import type { Postman } from '../lib/postman';
import { addressIn, bodyOf, field, PHONE, WHOLE_SHILLINGS } from './access';
import { SHORTCODE, type Books } from './books';
import { errorReply } from './refusals';
import { stamp } from './times';

/** A payment that a customer starts on the phone, with the paybill and an account typed by hand. */
export interface PaymentByHand {
  phone: string;
  /** Whole shillings. */
  amount: number;
  reference: string;
}

/** `POST /mpesa/c2b/v1/registerurl` and `v2`. */
export function registerUrls(books: Books, call: Call): Reply {
  const body = bodyOf(books, call);
  field(body, 'ShortCode', new RegExp(`^${SHORTCODE}$`));
  const byDefault = field(body, 'ResponseType', /^(Completed|Cancelled)$/);
  const confirmation = addressIn(body, 'ConfirmationURL');
  const validation = addressIn(body, 'ValidationURL');
  if (books.settings.c2bRegisterOnce && books.c2bUrls !== undefined) {
    throw new Refused(errorReply(500, '500.003.1001', 'Urls are already registered'));
  }
  books.c2bUrls = { confirmation, validation, byDefault };
  return { status: 200, body: accepted('Success') };
}

/** `POST /mpesa/c2b/v2/simulate`, which only the sandbox has. */
export function simulate(books: Books, postman: Postman, call: Call): Reply {
  const body = bodyOf(books, call);
  field(body, 'ShortCode', new RegExp(`^${SHORTCODE}$`));
  field(body, 'CommandID', /^Customer(PayBill|BuyGoods)Online$/);
  void payByHand(books, postman, {
    phone: field(body, 'Msisdn', PHONE),
    amount: Number(field(body, 'Amount', WHOLE_SHILLINGS)),
    reference: field(body, 'BillRefNumber'),
  });
  return { status: 200, body: accepted('Accept the service request successfully.') };
}

/** Asks the shop where that is switched on, takes the money and tells the shop. */
export async function payByHand(
  books: Books,
  postman: Postman,
  payment: PaymentByHand,
): Promise<{ receipt: string } | { refused: string }> {
  const receipt = capitals(10);
  const urls = books.c2bUrls;
  if (books.settings.c2bValidation && urls !== undefined) {
    const delivery = await postman.send({
      on: 'c2b.validation',
      url: urls.validation,
      amount: payment.amount,
      write: () => ({ headers: {}, body: JSON.stringify(bodyFor(payment, receipt, '')) }),
    });
    const verdict =
      verdictOf(delivery?.answer) ?? (urls.byDefault === 'Completed' ? '0' : 'silence');
    if (verdict !== '0') return { refused: verdict };
  }
  const { phone, amount, reference } = payment;
  books.receive({ receipt, phone, amount, reference });
  if (urls !== undefined) {
    const balance = (books.ledger.total('capture') / 100).toFixed(2);
    await postman.send({
      on: 'c2b.confirmation',
      url: urls.confirmation,
      amount,
      write: (fault) => {
        const told = fault?.do === 'wrong_amount' ? { ...payment, amount: 1 } : payment;
        return { headers: {}, body: JSON.stringify(bodyFor(told, receipt, balance)) };
      },
    });
  }
  return { receipt };
}

function accepted(description: string): object {
  return {
    // Their spelling.
    OriginatorCoversationID: `${hex(2)}-${hex(4)}-1`,
    ResponseCode: '0',
    ResponseDescription: description,
  };
}

function bodyFor(
  { phone, amount, reference }: PaymentByHand,
  receipt: string,
  balance: string,
): object {
  return {
    TransactionType: 'Pay Bill',
    TransID: receipt,
    TransTime: stamp(new Date()),
    TransAmount: amount.toFixed(2),
    BusinessShortCode: SHORTCODE,
    BillRefNumber: reference,
    InvoiceNumber: '',
    OrgAccountBalance: balance,
    ThirdPartyTransID: '',
    MSISDN: `${phone.slice(0, 4)} ***** ${phone.slice(-3)}`,
    FirstName: 'NICHOLAS',
    MiddleName: '',
    LastName: '',
  };
}

function verdictOf(answer: string | undefined): string | undefined {
  try {
    const { ResultCode: code } = JSON.parse(answer ?? '') as { ResultCode?: unknown };
    return code === undefined ? undefined : String(code);
  } catch {
    return undefined;
  }
}
