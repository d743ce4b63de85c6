import type { Papers } from '../../core/ports/papers.ts';

/** Papers as PDF. What draws them is loaded with the first one. */
export function createPapers(): Papers {
  return {
    async statement(content, language) {
      const { statementPdf } = await import('./statement-pdf.ts');
      return await statementPdf(content, language);
    },
    async withdrawal(content, language) {
      const { withdrawalPdf } = await import('./withdrawal-pdf.ts');
      return await withdrawalPdf(content, language);
    },
  };
}
