import { useState, type ChangeEvent, type KeyboardEvent } from 'react';
import { Flex, Tag, TextInput } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

interface ChipsProps {
  name: string;
  'aria-label': string;
  values: readonly string[];
  disabled?: boolean;
  placeholder?: string;
  onChange: (values: string[]) => void;
}

/** A list of words that grows by Enter or a comma and shrinks by a click on a word. */
export function Chips({ values, onChange, disabled, placeholder, ...field }: ChipsProps) {
  const [text, setText] = useState('');

  const add = () => {
    const words = text.split(',').map((word) => word.trim());
    const wanted = new Set([...values, ...words.filter((word) => word !== '')]);
    setText('');
    if (wanted.size > values.length) onChange([...wanted]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Backspace' && text === '' && values.length > 0) {
      onChange(values.slice(0, -1));
    }
    if (event.key !== 'Enter' && event.key !== ',') return;
    // Enter would send the form.
    event.preventDefault();
    add();
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {values.length > 0 && (
        <Flex gap={2} wrap="wrap">
          {values.map((value) => (
            <Tag
              key={value}
              icon={<Cross aria-hidden />}
              label={`Remove ${value}`}
              disabled={disabled}
              onClick={() => onChange(values.filter((other) => other !== value))}
            >
              {value}
            </Tag>
          ))}
        </Flex>
      )}
      <TextInput
        {...field}
        value={text}
        disabled={disabled}
        placeholder={placeholder || 'Type and press Enter'}
        onChange={(event: ChangeEvent<HTMLInputElement>) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
    </Flex>
  );
}
