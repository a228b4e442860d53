import type { ReactNode } from 'react';

/** What the content manager gives the input of a custom field. */
export interface CustomInputProps<Value> {
  attribute: { type: string; options?: { currency?: string } };
  name: string;
  label: ReactNode;
  labelAction?: ReactNode;
  hint?: ReactNode;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  error?: string;
  value: Value | null | undefined;
  onChange: (name: string, value: Value | null) => void;
}
