/**
 * Gives the function that every statement passes before it runs. In the kill tests it ends the
 * process, as `kill -9` would, before the statement that `DUKA_CRASH_BEFORE` names: `orders.insert`
 * the first time, `orders.insert#2` the second. `kernel.store_answer:commit` and
 * `kernel.store_answer:answer` are the points before and after the commit of a transaction that
 * ends with that statement. Without the setting it does nothing.
 */
export function crashPoint(setting: string | undefined): (name: string) => void {
  if (setting === undefined) return () => undefined;
  const [target, count] = setting.split('#');
  let left = count === undefined ? 1 : Number(count);
  return (name) => {
    if (name !== target) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
