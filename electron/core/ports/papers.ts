import type { StatementContent } from '../../../shared/domain/statement.ts';
import type { WithdrawalPaperContent } from '../../../shared/domain/withdrawal-paper.ts';

/** Draws what she may print. */
export interface Papers {
  /** A statement as PDF 1.7, tagged, fonts embedded. The same content in the same language gives the same bytes. */
  statement(content: StatementContent, language: 'fr' | 'en'): Promise<Uint8Array>;
  /** The paper of a withdrawal: as statement. */
  withdrawal(content: WithdrawalPaperContent, language: 'fr' | 'en'): Promise<Uint8Array>;
}
