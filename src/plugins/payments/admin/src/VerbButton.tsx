import { useState } from 'react';
import { Button, Dialog } from '@strapi/design-system';
import { useRBAC } from '@strapi/strapi/admin';
import { useMoneyVerb } from './use-money-verb';
import { VerbQuestion, withNote } from './VerbQuestion';
import type { MoneyVerb } from './verbs';

interface Props {
  verb: MoneyVerb;
  documentId: string;
  body?: object;
  onDone: () => void;
}

/** A button that asks before it does anything with money; nothing for who may not. */
export function VerbButton({ verb, documentId, body, onDone }: Props) {
  const run = useMoneyVerb();
  const [note, setNote] = useState('');
  const { allowedActions } = useRBAC(verb.permissions);
  if (!Object.values(allowedActions).includes(true)) return null;
  return (
    <Dialog.Root>
      <Dialog.Trigger>
        <Button variant="secondary" size="S">
          {verb.label}
        </Button>
      </Dialog.Trigger>
      <Dialog.Content>
        <Dialog.Header>{`${verb.label}?`}</Dialog.Header>
        <Dialog.Body>
          <VerbQuestion verb={verb} note={note} onNote={setNote} />
        </Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button variant="tertiary" fullWidth>
              Cancel
            </Button>
          </Dialog.Cancel>
          <Dialog.Action>
            <Button
              fullWidth
              onClick={() => void run(verb, documentId, withNote(body, note)).then(onDone)}
            >
              {verb.label}
            </Button>
          </Dialog.Action>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
