import { Button, Dialog } from '@strapi/design-system';

/** The way out of a dialog that asks whether to cancel something: there, _Cancel_ would say both. */
export function LeaveIt() {
  return (
    <Dialog.Cancel>
      <Button variant="tertiary" fullWidth>
        Leave it
      </Button>
    </Dialog.Cancel>
  );
}
