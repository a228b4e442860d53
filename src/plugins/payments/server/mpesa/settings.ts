import type { DukaConfig } from '../../../kernel/server/contract';

export type MpesaSettings = NonNullable<DukaConfig['payments']['mpesa']>;
