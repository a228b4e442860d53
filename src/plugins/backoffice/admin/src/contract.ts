/** What the panel's pages of other plugins may use. */
export { exponentOf, toDecimal, type MoneyRules } from './money/amount';
export { useMoneyRules } from './money/use-money-rules';
