import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog, useFetchClient, useNotification } from '@strapi/strapi/admin';
import { count } from '../../../kernel/admin/src/contract';

/** Has the index made anew, once that is confirmed. */
export function RebuildButton() {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const rebuild = async () => {
    try {
      const { data } = await post<{ data: { products: number } }>('/api/admin/search/rebuild');
      const message = `The index of ${count(data.data.products)} products is being made anew.`;
      toggleNotification({ type: 'success', message });
    } catch {
      toggleNotification({ type: 'danger', message: 'The index could not be made anew.' });
    }
  };
  return (
    <Dialog.Root>
      <Dialog.Trigger>
        <Button variant="secondary">Rebuild the index</Button>
      </Dialog.Trigger>
      <ConfirmDialog variant="default" onConfirm={rebuild}>
        Every product is read again, which may take minutes; the shop can be searched meanwhile. It
        follows every edit by itself, so this is for when results look wrong.
      </ConfirmDialog>
    </Dialog.Root>
  );
}
