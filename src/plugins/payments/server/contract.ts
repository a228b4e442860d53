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
export { askPayment } from './services/ask-payment';
export { receiveMessage } from './services/receive-message';
export { registerProvider } from './services/providers';
export { reconcile, type Reconciled } from './services/reconcile';
export { startPayment } from './services/start-payment';
export { doctorChecks } from './services/doctor';
