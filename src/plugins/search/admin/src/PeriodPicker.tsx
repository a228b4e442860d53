import { Field, Flex, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';
import { changed, lastDays, today, type Period } from './period';

interface PeriodPickerProps {
  period: Period;
  onChange: (period: Period) => void;
}

const PRESETS = [7, 30, 90, 365];
const OWN = 'own';

/** The last days, or any two days. */
export function PeriodPicker({ period, onChange }: PeriodPickerProps) {
  const preset = PRESETS.find((days) => {
    const { from, to } = lastDays(days);
    return from === period.from && to === period.to;
  });
  const change = (part: Partial<Period>) => {
    // A field that was emptied is about to be filled.
    if (part.from !== '' && part.to !== '') onChange(changed(period, part));
  };
  return (
    <Flex gap={4} alignItems="flex-end">
      <Field.Root name="period">
        <Field.Label>Period</Field.Label>
        <SingleSelect
          value={preset === undefined ? OWN : String(preset)}
          onChange={(value) => value !== OWN && onChange(lastDays(Number(value)))}
        >
          {PRESETS.map((days) => (
            <SingleSelectOption key={days} value={String(days)}>
              {`Last ${days} days`}
            </SingleSelectOption>
          ))}
          {preset === undefined && (
            <SingleSelectOption value={OWN}>From one day to another</SingleSelectOption>
          )}
        </SingleSelect>
      </Field.Root>
      <DayField
        name="from"
        label="From"
        value={period.from}
        onChange={(from) => change({ from })}
      />
      <DayField name="to" label="To" value={period.to} onChange={(to) => change({ to })} />
    </Flex>
  );
}

interface DayFieldProps {
  name: string;
  label: string;
  /** `2026-11-21`. */
  value: string;
  onChange: (day: string) => void;
}

function DayField({ name, label, value, onChange }: DayFieldProps) {
  return (
    <Field.Root name={name}>
      <Field.Label>{label}</Field.Label>
      <TextInput
        type="date"
        max={today()}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field.Root>
  );
}
