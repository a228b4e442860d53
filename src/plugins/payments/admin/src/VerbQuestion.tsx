import { Field, Flex, TextInput, Typography } from '@strapi/design-system';
import type { MoneyVerb } from './verbs';

const NOTE_MAX_LENGTH = 100;

interface VerbQuestionProps {
  verb: MoneyVerb;
  note: string;
  onNote: (note: string) => void;
}

/** What somebody confirms, with a field for a note where one can be kept. */
export function VerbQuestion({ verb, note, onNote }: VerbQuestionProps) {
  if (!verb.takesNote) return <Typography>{verb.question}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography>{verb.question}</Typography>
      <Field.Root name="note" hint="What was found, and what was done about it">
        <Field.Label>Note</Field.Label>
        <TextInput
          value={note}
          maxLength={NOTE_MAX_LENGTH}
          onChange={({ target }: { target: HTMLInputElement }) => onNote(target.value)}
        />
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
}

/** The body of a verb's call with the note in it, where somebody wrote one. */
export function withNote(body: object | undefined, note: string): object | undefined {
  return note.trim() === '' ? body : { ...body, note };
}
