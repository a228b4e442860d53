import { Button, EmptyStateLayout, Flex, Link, Loader } from '@strapi/design-system';
import { Layouts, Page, useQueryParams, useRBAC } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';
import { lastDays, type Period } from './period';
import { PeriodPicker } from './PeriodPicker';
import { MAY_READ, MAY_REBUILD } from './permissions';
import { RebuildButton } from './RebuildButton';
import { useReport } from './report';
import { ReportView } from './ReportView';

/** What shoppers search for and what comes of it, in the period that the address names. */
function Search() {
  const [{ query }, setQuery] = useQueryParams<Partial<Period>>();
  const period = { ...lastDays(30), ...query };
  const { loaded, reload } = useReport(period);
  const { allowedActions } = useRBAC(MAY_REBUILD);
  return (
    <Page.Main>
      <Page.Title>Search</Page.Title>
      <Layouts.Header
        title="Search"
        subtitle="What shoppers search for, and what comes of it"
        primaryAction={allowedActions.canRebuild === true ? <RebuildButton /> : null}
        secondaryAction={<Rules />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <PeriodPicker period={period} onChange={(chosen) => setQuery(chosen)} />
          {loaded.state === 'loading' && <Loader>Loading…</Loader>}
          {loaded.state === 'failed' && (
            <EmptyStateLayout
              content="What was searched for could not be loaded."
              action={<Button onClick={() => void reload()}>Try again</Button>}
            />
          )}
          {loaded.state === 'here' && <ReportView period={period} report={loaded.value} />}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}

/** Where a merchandiser does something about it. */
function Rules() {
  const types = [
    { to: 'collection-types/plugin::search.search-synonym', name: 'Synonyms' },
    { to: 'collection-types/plugin::search.search-boost', name: 'Boosts' },
    { to: 'single-types/plugin::search.search-settings', name: 'Stop words' },
  ];
  return (
    <Flex gap={4}>
      {types.map(({ to, name }) => (
        <Link key={to} tag={NavLink} to={`/content-manager/${to}`}>
          {name}
        </Link>
      ))}
    </Flex>
  );
}

export default function SearchPage() {
  return (
    <Page.Protect permissions={MAY_READ}>
      <Search />
    </Page.Protect>
  );
}
