import { useState } from 'react';
import {
  Button,
  EmptyStateLayout,
  Field,
  Flex,
  Loader,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useFigures } from './figures';
import { FiguresView } from './FiguresView';
import { MAY_READ } from './permissions';

const PERIODS = [7, 30, 90, 365];

/** What the shop sells, and what is to be done, in the last days by the reader's clock. */
function FiguresOfShop() {
  const [days, setDays] = useState(30);
  const { loaded, reload } = useFigures(days);
  return (
    <Page.Main>
      <Page.Title>Figures</Page.Title>
      <Layouts.Header title="Figures" subtitle="What the shop sells, and what is to be done" />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Flex>
            <Field.Root name="period">
              <Field.Label>Period</Field.Label>
              <SingleSelect value={String(days)} onChange={(value) => setDays(Number(value))}>
                {PERIODS.map((period) => (
                  <SingleSelectOption key={period} value={String(period)}>
                    {`Last ${period} days`}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
          </Flex>
          {loaded.state === 'loading' && <Loader>Loading…</Loader>}
          {loaded.state === 'failed' && (
            <EmptyStateLayout
              content="The figures could not be loaded."
              action={<Button onClick={() => void reload()}>Try again</Button>}
            />
          )}
          {loaded.state === 'here' && <FiguresView figures={loaded.value} />}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}

export default function FiguresPage() {
  return (
    <Page.Protect permissions={MAY_READ}>
      <FiguresOfShop />
    </Page.Protect>
  );
}
