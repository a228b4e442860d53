import { Typography } from '@strapi/design-system';
import { exponentOf, toDecimal, useMoneyRules } from '../../../../pricing/admin/src/contract';

interface AmountCellProps {
  minor: number | string | null | undefined;
  /** Empty for the shop's own. */
  currency: string | null | undefined;
}

/** An amount in a list. */
export function AmountCell({ minor, currency }: AmountCellProps) {
  const rules = useMoneyRules();
  if (rules === undefined || minor === null || minor === undefined) {
    return <Typography textColor="neutral800">-</Typography>;
  }
  const code = currency || rules.currency;
  return (
    <Typography textColor="neutral800">
      {code} {toDecimal(minor, exponentOf(rules, code))}
    </Typography>
  );
}
