import type { DukaConfig } from '../../../kernel/server/contract';

export type PaypalSettings = NonNullable<DukaConfig['payments']['paypal']>;
