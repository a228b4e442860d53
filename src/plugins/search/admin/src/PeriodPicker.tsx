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
      <Field.Root name="from">
        <Field.Label>From</Field.Label>
        <TextInput
          type="date"
          max={today()}
          value={period.from}
          onChange={({ target }) => change({ from: target.value })}
        />
      </Field.Root>
      <Field.Root name="to">
        <Field.Label>To</Field.Label>
        <TextInput
          type="date"
          max={today()}
          value={period.to}
          onChange={({ target }) => change({ to: target.value })}
        />
      </Field.Root>
    </Flex>
  );
}
