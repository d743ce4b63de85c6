import { adoptRules } from '../../../shared/domain/rules.ts';
import { onStudioEvent } from '../../host/events.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';

/** The page goes by the rules that the studio goes by: from its start, and whenever they change. */
export function keepRulesInStep(): () => void {
  const follow = async () => {
    const { served } = await studio.ruleBook.now();
    adoptRules(served);
    await queryClient.invalidateQueries({ queryKey: keys.photos.allDetails });
    await queryClient.invalidateQueries({ queryKey: keys.photos.allCommon });
  };
  // What can't be asked now is asked when the line is back: the studio's own rules hold until then.
  const quietly = () => void follow().catch(() => undefined);
  quietly();
  return onStudioEvent((event) => {
    if (event.type === 'rules-changed' || event.type === 'connected') quietly();
  });
}
