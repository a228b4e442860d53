import { useState } from 'react';
import {
  Button,
  Field,
  Flex,
  Modal,
  MultiSelect,
  MultiSelectOption,
  TextInput,
  Toggle,
} from '@strapi/design-system';
import type { Endpoint, EndpointFields } from './webhooks';

interface EndpointDialogProps {
  /** The one that is edited; absent for a new one. */
  endpoint: Endpoint | undefined;
  types: readonly string[];
  onSave: (fields: EndpointFields) => Promise<void>;
  onClose: () => void;
}

const ALL = '*';

/** Where messages go, and which. */
export function EndpointDialog({ endpoint, types, onSave, onClose }: EndpointDialogProps) {
  const [url, setUrl] = useState(endpoint?.url ?? 'https://');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [events, setEvents] = useState<string[]>(endpoint?.events ?? [ALL]);
  const [active, setActive] = useState(endpoint?.active ?? true);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const text = description.trim();
    await onSave({ url, description: text === '' ? null : text, events, active });
    setBusy(false);
  };

  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>{endpoint === undefined ? 'New endpoint' : 'Endpoint'}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Field.Root name="url" required>
              <Field.Label>Address</Field.Label>
              <TextInput value={url} onChange={({ target }) => setUrl(target.value)} />
            </Field.Root>
            <Field.Root name="description">
              <Field.Label>What it is</Field.Label>
              <TextInput
                value={description}
                onChange={({ target }) => setDescription(target.value)}
              />
            </Field.Root>
            <Field.Root name="events" required>
              <Field.Label>Events</Field.Label>
              <MultiSelect value={events} onChange={setEvents} withTags>
                {[ALL, ...types].map((type) => (
                  <MultiSelectOption key={type} value={type}>
                    {type === ALL ? 'All' : type}
                  </MultiSelectOption>
                ))}
              </MultiSelect>
            </Field.Root>
            <Field.Root name="active">
              <Field.Label>Messages are sent</Field.Label>
              <Toggle
                onLabel="On"
                offLabel="Off"
                checked={active}
                onChange={({ target }) => setActive(target.checked)}
              />
            </Field.Root>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={busy || events.length === 0} onClick={() => void save()}>
            Save
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
