import { Chips } from './Chips';
import type { CustomInputProps } from './input-props';
import { Labelled } from './Labelled';

/** `product.tags`, `store.services`: a list of words. */
export default function TagsInput(props: CustomInputProps<string[]>) {
  const { name, value, onChange, disabled, placeholder } = props;
  return (
    <Labelled {...props}>
      <Chips
        name={name}
        aria-label={name}
        values={Array.isArray(value) ? value : []}
        disabled={disabled}
        placeholder={placeholder}
        onChange={(values) => onChange(name, values)}
      />
    </Labelled>
  );
}
