export { THE_SHOP, type Actor } from './domain/history';
export { PAYMENT_METHODS, type Order, type PaymentMethod } from './domain/order';
export type { OrderStatus } from './domain/states';
export type { Transition } from './services/advance-order';
export { exportOrders } from './services/export-orders';
export { moveOrder, type Moved } from './services/move-order';
export { acceptedPaymentMethods, acceptPaymentMethod } from './services/payment-methods';
export { doctorChecks } from './services/doctor';
