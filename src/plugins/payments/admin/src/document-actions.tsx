import { useState } from 'react';
import { useRBAC } from '@strapi/strapi/admin';
import type { DocumentAction } from '../../../kernel/admin/src/contract';
import { MESSAGE, OPERATION, PAYMENT } from './content-types';
import { useMoneyVerb } from './use-money-verb';
import { VerbQuestion, withNote } from './VerbQuestion';
import {
  APPROVE,
  HANDED_BACK,
  LOOKED_INTO,
  REJECT,
  SET_ASIDE,
  WORK_AGAIN,
  type MoneyVerb,
} from './verbs';

/** A verb as a button beside the documents that it is for, for those who may. */
function actionOf(
  verb: MoneyVerb,
  contentType: string,
  isFor: (document: Record<string, unknown>) => boolean,
  bodyOf?: (document: Record<string, unknown>) => object,
): DocumentAction {
  return function useAction({ model, documentId, document }) {
    const run = useMoneyVerb();
    const [note, setNote] = useState('');
    const { allowedActions } = useRBAC(verb.permissions);
    if (model !== contentType || documentId === undefined || document === undefined) return null;
    if (!isFor(document) || !Object.values(allowedActions).includes(true)) return null;
    return {
      label: verb.label,
      position: ['panel', 'table-row'],
      dialog: {
        type: 'dialog',
        title: `${verb.label}?`,
        content: <VerbQuestion verb={verb} note={note} onNote={setNote} />,
        onConfirm: () => run(verb, documentId, withNote(bodyOf?.(document), note)),
      },
    };
  };
}

const waits = ({ approval, result }: Record<string, unknown>) =>
  approval === 'waiting' && result === 'started';

/** Buttons of the content manager for messages and refunds. */
export const documentActions: DocumentAction[] = [
  actionOf(WORK_AGAIN, MESSAGE, () => true),
  actionOf(SET_ASIDE, MESSAGE, ({ state }) => state === 'review' || state === 'failed'),
  actionOf(APPROVE, OPERATION, waits),
  actionOf(REJECT, OPERATION, waits),
  actionOf(HANDED_BACK, OPERATION, ({ operation, result, approval }) => {
    return operation === 'refund' && result === 'pending' && approval !== 'waiting';
  }),
  actionOf(
    LOOKED_INTO,
    PAYMENT,
    ({ review }) => typeof review === 'string',
    ({ review }) => ({ review }),
  ),
];
