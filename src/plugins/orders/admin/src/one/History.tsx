import { Badge, Td, Tr, Typography } from '@strapi/design-system';
import { HeadedTable, moment } from '../../../../kernel/admin/src/contract';
import { StatusBadge } from '../StatusBadge';
import { words } from '../wording';
import { DialogButton } from './DialogButton';
import { NoteDialog } from './NoteDialog';
import { Titled } from './Titled';
import type { OrderVerbs, OrderWithHistory } from './use-order';

interface HistoryProps {
  /** The newest first. */
  history: OrderWithHistory['history'];
  /** Absent where the user may add none. */
  note: OrderVerbs['note'] | undefined;
}

/** Everything that happened to the order, the newest first, and the notes of it. */
export function History({ history, note }: HistoryProps) {
  const action = note && (
    <DialogButton
      label="Add a note"
      dialog={(onClose) => <NoteDialog onAdd={note} onClose={onClose} />}
    />
  );
  return (
    <Titled title="History" action={action}>
      <HeadedTable columns={['When', 'What', 'By', 'Details']} rowCount={history.length}>
        {history.map((happening, turn) => (
          <Tr key={history.length - turn}>
            <Td>
              <Typography>{moment(happening.at)}</Typography>
            </Td>
            <Td>
              {'status' in happening ? (
                <StatusBadge status={happening.status} />
              ) : (
                <Typography>{words(happening.kind)}</Typography>
              )}
            </Td>
            <Td>
              <Typography>{happening.by.name ?? NAMELESS[happening.by.kind]}</Typography>
            </Td>
            <Td>
              <Typography tag="p">
                {['change' in happening && happening.change, happening.note]
                  .filter(Boolean)
                  .join(': ')}
              </Typography>
              {'internal' in happening && happening.internal && <Badge>internal</Badge>}
            </Td>
          </Tr>
        ))}
      </HeadedTable>
    </Titled>
  );
}

const NAMELESS: Readonly<Partial<Record<string, string>>> = {
  customer: 'The customer',
  staff: 'Staff',
  machine: 'An API token',
  system: 'The shop',
};
