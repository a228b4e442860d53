import { useFetchClient, useNotification, useRBAC } from '@strapi/strapi/admin';
import { reasonOf, type DocumentAction } from '../../../kernel/admin/src/contract';
import { MAY_MANAGE } from './permissions';

const MESSAGE = 'plugin::webhooks.webhook-message';

/** Beside a message of another system: the button that has it worked once more. */
export const useWorkAgain: DocumentAction = ({ model, documentId, document }) => {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const { allowedActions } = useRBAC(MAY_MANAGE);
  if (model !== MESSAGE || documentId === undefined) return null;
  if (document?.state !== 'failed' || allowedActions.canManage !== true) return null;
  const work = async () => {
    try {
      await post(`/api/admin/webhook-messages/${documentId}/work`);
      toggleNotification({ type: 'success', message: 'The message is worked again.' });
    } catch (error) {
      toggleNotification({ type: 'danger', message: reasonOf(error) });
    }
  };
  return {
    label: 'Work it again',
    position: ['panel', 'table-row'],
    dialog: {
      type: 'dialog',
      title: 'Work it again?',
      content:
        'What the other system has sent is carried out once more, now that the reason is gone.',
      onConfirm: work,
    },
  };
};
