export type {
  DisputeStage,
  Exchange,
  Forged,
  Genuine,
  Inbox,
  Job,
  ListedMovement,
  Meaning,
  Money,
  News,
  Objection,
  Outcome,
  PaymentFacts,
  PaymentProvider,
  RawMessage,
  SentMessage,
  StoredMessage,
  Verb,
  Verified,
  WhichOperation,
  WhichPayment,
} from './domain/provider';
export type { DisputedPayment, LateMoney, PaymentEvent, UnclearMessage } from './events';
export { NotSent } from './domain/not-sent';
export type { Operation } from './domain/operations';
export { askPayment } from './services/paying/ask-payment';
export { receiveMessage } from './services/inbox/receive-message';
export { registerProvider } from './services/providers/registry';
export { reconcile, type Reconciled } from './services/reconciliation/reconcile';
export { startPayment } from './services/paying/start-payment';
export { doctorChecks } from './services/reconciliation/doctor';
