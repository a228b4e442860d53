import { useState, type ReactNode } from 'react';
import { Button } from '@strapi/design-system';

interface DialogButtonProps {
  label: string;
  /** The dialog, made anew each time it is opened. */
  dialog: (onClose: () => void) => ReactNode;
}

/** A small button that opens a dialog. */
export function DialogButton({ label, dialog }: DialogButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="S" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && dialog(() => setOpen(false))}
    </>
  );
}
