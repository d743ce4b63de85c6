import { useQuery } from '@tanstack/react-query';
import type { Template } from '../../../shared/domain/template.ts';
import { queryClient } from '../../host/query-client.ts';
import { saveFile } from '../../host/save-file.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { sayProblem } from '../shell/attempt.ts';

const KEY = ['templates'];

export function useTemplates(): readonly Template[] | undefined {
  return useQuery({ queryKey: KEY, queryFn: () => studio.templates.list() }).data;
}

/** Keeps a template; one of the same name is replaced. Answers whether it was kept. */
export async function saveTemplate(template: Template): Promise<boolean> {
  try {
    queryClient.setQueryData(KEY, await studio.templates.save(template));
    toast({ tone: 'good', text: say('templates.saved', { name: template.name }) });
    return true;
  } catch (error) {
    sayProblem(error);
    return false;
  }
}

/** Takes a template away; the toast brings it back. */
export async function removeTemplate(template: Template): Promise<void> {
  try {
    queryClient.setQueryData(KEY, await studio.templates.remove({ name: template.name }));
    toast({
      tone: 'plain',
      text: say('templates.removed', { name: template.name }),
      action: { label: say('action.undo'), run: () => void saveTemplate(template) },
    });
  } catch (error) {
    sayProblem(error);
  }
}

export async function exportTemplates(): Promise<void> {
  try {
    const { text } = await studio.templates.export();
    saveFile(text, say('templates.fileName'), 'application/json');
  } catch (error) {
    sayProblem(error);
  }
}

export async function importTemplates(file: File): Promise<void> {
  try {
    const { added, known } = await studio.templates.import({ text: await file.text() });
    await queryClient.invalidateQueries({ queryKey: KEY });
    toast({ tone: 'good', text: say('templates.imported', { added: added.length, known }) });
  } catch (error) {
    sayProblem(error);
  }
}
